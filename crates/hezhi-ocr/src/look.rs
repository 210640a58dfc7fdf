//! Looking again, where what was read asks for it.

use hezhi::extract::{How, Look};
use hezhi::geometry::{Point, Rect, Region};
use hezhi::text::{PageText, SecondReading, TextLine};

use crate::engine::{Engine, ReadError};
use crate::page::Page;
use crate::pixels::{Projection, sample};
use crate::ppocr::{Frame, PpOcr, reading_order};
use crate::seal;

/// Two lines that share this part of the smaller one show the same text.
const SAME_PLACE: f32 = 0.5;

/// A line runs across the page where its upright rectangle is so many times as high, for its
/// width, as the line is for its length. A rest of slope of the page makes up to three.
const SLANTED: f32 = 4.0;

/// How high, of a line's own height, the crops are in which a doubtful line is read again: a rule
/// or a neighbour in the crop, or a cut stroke, is the commonest reason for doubt.
const ROOM: [f32; 3] = [0.86, 1.0, 1.16];

/// Reads the places again that belong to this page, and puts what was found into `text`. `finer`
/// looks for lines that were missed.
pub fn look_again(
    readers: &Readers,
    page: &Page,
    text: &mut PageText,
    looks: &[Look],
) -> Result<(), ReadError> {
    let looks: Vec<&How> = looks.iter().filter(|l| l.page == page.number).map(|l| &l.how).collect();
    if looks.is_empty() {
        return Ok(());
    }
    let first = readers.first;
    let cleaned = text.stamped.then(|| seal::stamp::taken_off(page)).flatten();
    let page = cleaned.as_ref().unwrap_or(page);
    let frame = Frame::given(page);
    let (mut areas, mut stronger, mut doubted) = (Vec::new(), Vec::new(), Vec::new());
    for look in looks {
        match look {
            How::Finer(area) => areas.push(*area),
            How::Stronger(region) => stronger.push(*region),
            How::Second(region) => doubted.push(*region),
        }
    }
    if !areas.is_empty() {
        let print = seal::stamp::seals_taken_off(page, &seal::sure(&text.seals));
        let print = print.as_ref().map(Frame::given);
        let finer = readers.quick.detector();
        for area in &areas {
            let place = place_on_page(text, area);
            let found =
                first.read_area(print.as_ref().unwrap_or(&frame), &place, finer, &text.lines)?;
            take_in(text, area, found);
        }
    }
    read_stronger(first, page, &frame, text, &stronger)?;
    let (by_quick, by_first) = by_reader(&text.lines, &doubted);
    for other in readers.others {
        read_by_other(&**other, page, &frame, text, &doubted)?;
    }
    // Of the two that read lines, the one that did not read this one.
    read_by_other(readers.quick, page, &frame, text, &by_first)?;
    read_by_other(first, page, &frame, text, &by_quick)?;
    drop_own(text, &readers.quick.name(), &first.name());
    Ok(())
}

/// Drops what a recogniser saw where by now a line of its own stands: a line that was read again
/// can come from the one that had confirmed it before.
fn drop_own(text: &mut PageText, quick: &str, first: &str) {
    let PageText { lines, second_readings, .. } = text;
    second_readings.retain(|reading| {
        let place = reading.region.bounds();
        !lines.iter().any(|line| {
            reading.engine == (if line.quick { quick } else { first })
                && same_place(&line.region.bounds(), &place)
                && !runs_across(line)
        })
    });
}

/// Those who look.
pub struct Readers<'a> {
    /// The one that reads pages.
    pub first: &'a PpOcr,
    /// The one whose recogniser it asks first, and whose detector is quick.
    pub quick: &'a PpOcr,
    /// Those of another make.
    pub others: &'a [Box<dyn Engine>],
}

/// Of these regions the ones whose lines the quick recogniser read, and the ones whose lines the
/// thorough one read. Where both had a part, neither can confirm what is read there.
fn by_reader(lines: &[TextLine], regions: &[Region]) -> (Vec<Region>, Vec<Region>) {
    let read = |region: &Region, quick: bool| {
        let place = region.bounds();
        lines
            .iter()
            .any(|l| l.quick == quick && same_place(&l.region.bounds(), &place) && !runs_across(l))
    };
    let all_by = |quick: bool| {
        let all = |region: &&Region| read(region, quick) && !read(region, !quick);
        regions.iter().filter(all).copied().collect()
    };
    (all_by(true), all_by(false))
}

/// Has another reader read lines; what it saw stands beside what was read.
fn read_by_other(
    other: &dyn Engine,
    page: &Page,
    frame: &Frame,
    text: &mut PageText,
    regions: &[Region],
) -> Result<(), ReadError> {
    if regions.is_empty() {
        return Ok(());
    }
    let mut readings = other.read_regions(frame, regions)?;
    // Under a red seal they see the print as the first reader did: with the seal taken off.
    let cleaned = seal::under::cleaned(page, &text.seals, regions);
    if let Some((page, below)) = cleaned {
        readings.extend(other.read_regions(&Frame::given(&page), &below)?);
    }
    let engine = other.name();
    text.second_readings.extend(readings.into_iter().map(|line| SecondReading {
        engine: engine.clone(),
        region: line.region,
        text: line.text,
        confidence: line.confidence,
    }));
    Ok(())
}

/// Reads lines again in crops of several heights, and keeps what reads most surely.
fn read_stronger(
    first: &PpOcr,
    page: &Page,
    frame: &Frame,
    text: &mut PageText,
    regions: &[Region],
) -> Result<(), ReadError> {
    for room in ROOM.into_iter().filter(|_| !regions.is_empty()) {
        let places: Vec<Region> = regions.iter().map(|r| with_room(r, room)).collect();
        let mut lines = first.read_regions(frame, &places)?;
        if let Some((page, below)) = seal::under::cleaned(page, &text.seals, &places) {
            lines.extend(first.read_regions(&Frame::given(&page), &below)?);
        }
        for line in lines {
            replace(text, line);
        }
    }
    Ok(())
}
/// The region with another height about the same middle line.
fn with_room(region: &Region, room: f32) -> Region {
    let [a, b, c, d] = region.0;
    let (above, below) = (0.5 - room / 2.0, 0.5 + room / 2.0);
    Region([a.towards(d, above), b.towards(c, above), b.towards(c, below), a.towards(d, below)])
}

/// Where an area of the upright page stands on the page as given: what the lines' two places
/// tell, or the page's quarter turn alone where there are too few lines.
fn place_on_page(text: &PageText, area: &Rect) -> Region {
    let corners = Region::from(*area);
    let pairs = text.lines.iter().filter(|line| !runs_across(line)).flat_map(|line| {
        let upright = Region::from(line.upright);
        let Region(given) = line.region;
        // The corners of a column begin elsewhere than those of its upright rectangle.
        let lying = line.upright.width() > line.upright.height();
        upright.0.into_iter().zip(given).filter(move |_| lying)
    });
    let fitted = (text.lines.len() >= 3).then(|| Projection::fit(pairs)).flatten();
    let map = fitted.unwrap_or_else(|| {
        let turned = if text.turned.is_multiple_of(180) {
            (text.width, text.height)
        } else {
            (text.height, text.width)
        };
        Projection::quarter_turn((360 - text.turned) % 360, turned.0, turned.1)
    });
    let inside = |p: Point| {
        Point::new(p.x.clamp(0.0, text.width as f32), p.y.clamp(0.0, text.height as f32))
    };
    Region(map.apply_region(&corners).0.map(inside))
}

/// Whether a line runs across the upright page, as a watermark does: of such a one the corners of
/// its upright rectangle are not those of its text.
fn runs_across(line: &TextLine) -> bool {
    let (along, across) = sample::extent(&line.region);
    let long = along > 3.0 * across;
    long && line.upright.height() * along > SLANTED * line.upright.width() * across
}

/// Puts lines found in an area (their `upright` counted from 0 to 1 within it) among the others. A
/// line already there stays, unless the new one shows more of the same text and reads as well.
/// Those that were found together are different pieces of print, though one may lie across the
/// other, as a watermark does.
fn take_in(text: &mut PageText, area: &Rect, found: Vec<TextLine>) {
    let mut new = Vec::new();
    for mut line in found {
        line.upright = Rect {
            left: area.left + line.upright.left * area.width(),
            right: area.left + line.upright.right * area.width(),
            top: area.top + line.upright.top * area.height(),
            bottom: area.top + line.upright.bottom * area.height(),
        };
        let rivals: Vec<usize> =
            (0..text.lines.len()).filter(|&i| shows_the_same(&text.lines[i], &line)).collect();
        let length = |l: &TextLine| l.text.chars().filter(|c| !c.is_whitespace()).count();
        let known: usize = rivals.iter().map(|&i| length(&text.lines[i])).sum();
        let sure = rivals.iter().map(|&i| text.lines[i].confidence).fold(0.0, f32::max);
        let more = length(&line) > known && line.confidence >= sure - 0.1;
        let better = length(&line) == known && line.confidence > sure;
        if rivals.is_empty() || more || better {
            for i in rivals.into_iter().rev() {
                text.lines.remove(i);
            }
            new.push(line);
        }
    }
    text.lines.extend(new);
    let places: Vec<Rect> = text.lines.iter().map(|l| l.upright).collect();
    text.lines =
        reading_order(&places).into_iter().filter_map(|i| text.lines.get(i).cloned()).collect();
}

/// A line read again takes the place of the one it was asked for, where it reads better: surer by
/// a hair and a character short is not better.
fn replace(text: &mut PageText, line: TextLine) {
    let asked = line.region.bounds();
    let old = text.lines.iter_mut().find(|l| {
        let own = l.region.bounds();
        same_place(&own, &asked)
            && own.width().max(own.height()) < 1.2 * asked.width().max(asked.height())
    });
    if let Some(old) = old
        && seal::under::better(&line, old)
    {
        *old = TextLine { region: old.region, upright: old.upright, ..line };
    }
}

/// Whether two lines are one piece of print: their upright places agree, or the middle of one
/// lies in the other's region, which counts where an area's place on the page was told badly.
fn shows_the_same(a: &TextLine, b: &TextLine) -> bool {
    if runs_across(a) != runs_across(b) {
        return false;
    }
    let middle = |l: &TextLine| {
        let [p, _, q, _] = l.region.0;
        p.towards(q, 0.5)
    };
    same_place(&a.upright, &b.upright) || holds(&a.region, middle(b)) || holds(&b.region, middle(a))
}

/// Whether a point lies within a region: on the same side of all four edges.
fn holds(region: &Region, p: Point) -> bool {
    let corners = region.0;
    let side = |i: usize| {
        let (a, b) = (corners[i], corners[(i + 1) % 4]);
        (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
    };
    (0..4).all(|i| side(i) > 0.0) || (0..4).all(|i| side(i) < 0.0)
}

fn same_place(a: &Rect, b: &Rect) -> bool {
    let area = |r: &Rect| r.width() * r.height();
    a.overlap_x(b) * a.overlap_y(b) > SAME_PLACE * area(a).min(area(b)).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recogniser_does_not_confirm_what_it_came_to_read_itself() {
        let place = Rect { left: 100.0, top: 100.0, right: 400.0, bottom: 140.0 };
        let line = TextLine {
            text: "1705室".into(),
            confidence: 0.99,
            region: place.into(),
            upright: place,
            glyphs: Vec::new(),
            quick: true,
        };
        let seen = |engine: &str| SecondReading {
            engine: engine.into(),
            region: place.into(),
            text: "1705室".into(),
            confidence: 0.99,
        };
        let second_readings = ["tiny", "small", "tesseract"].map(seen).to_vec();
        let mut text = PageText { lines: vec![line], second_readings, ..PageText::default() };
        let left = |text: &PageText| -> Vec<String> {
            text.second_readings.iter().map(|r| r.engine.clone()).collect()
        };
        drop_own(&mut text, "tiny", "small");
        assert_eq!(left(&text), ["small", "tesseract"]);
        text.lines[0].quick = false;
        drop_own(&mut text, "tiny", "small");
        assert_eq!(left(&text), ["tesseract"]);
    }
}
