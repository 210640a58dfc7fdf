//! The boxes of the official form: 区, 街道, 路, 弄, 支弄, 号, 幢, 室. An address is laid out over
//! them, and they are put together again; nothing of what was written is lost on the way.

use serde::{Deserialize, Serialize};

use super::gazetteer::Gazetteer;
use super::numeral::is_chinese_numeral;
use super::parse::{parse, words};
use super::parsed::{Address, Claim, DoorKind};
use super::text::{Span, Text};
use super::{compare, places};

/// What stands in each box. A number stands without the word that the form prints beside its box
/// (`406` before 弄); where it has another word it keeps it (`3号楼`). Empty: nothing was given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct AddressBoxes {
    pub district: String,
    pub town: String,
    /// A road, or the village or estate that stands in its place.
    pub road: String,
    pub lane: String,
    pub sub_lane: String,
    /// The name of an estate beside its road and lane; the form has no box for it.
    pub estate: String,
    pub number: String,
    pub building: String,
    /// The room with its unit, floor and part of the house.
    pub room: String,
    /// What has no box, as it was written, for a person to place.
    pub rest: String,
}

impl AddressBoxes {
    /// Lays an address out. What joining the boxes again would say differently is left together
    /// in `rest`.
    pub fn of(address: &str, gazetteer: &Gazetteer) -> AddressBoxes {
        let address = address.trim();
        let text = Text::new(address, &[]);
        let parsed = parse(&text, gazetteer);
        let layout = Layout { original: address, text: &text, parsed: &parsed };
        let anchors = layout.anchors();
        for kept in (1..=anchors.len()).rev() {
            if let Some((boxes, passed_over)) = layout.filled(&anchors, kept)
                && says_the_same(address, &boxes.join(), &passed_over, gazetteer)
            {
                return boxes;
            }
        }
        AddressBoxes { rest: address.to_owned(), ..AddressBoxes::default() }
    }

    /// The one address, the city before a district, each number with its word.
    pub fn join(&self) -> String {
        let mut joined = String::new();
        if !self.district.trim().is_empty() {
            joined.push_str("上海市");
        }
        for (value, word) in [
            (&self.district, ""),
            (&self.town, ""),
            (&self.road, ""),
            (&self.lane, LANE),
            (&self.sub_lane, SUB_LANE),
            (&self.estate, ""),
            (&self.number, NUMBER),
            (&self.building, BUILDING),
            (&self.room, ROOM),
        ] {
            joined.push_str(&with_word(value, word));
        }
        let rest = self.rest.trim();
        if !joined.is_empty() && rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            joined.push(' ');
        }
        joined + rest
    }

    fn slot(&mut self, place: Place) -> (&mut String, &'static str) {
        match place {
            Place::District => (&mut self.district, ""),
            Place::Town => (&mut self.town, ""),
            Place::Road => (&mut self.road, ""),
            Place::Lane => (&mut self.lane, LANE),
            Place::SubLane => (&mut self.sub_lane, SUB_LANE),
            Place::Estate => (&mut self.estate, ""),
            Place::Number => (&mut self.number, NUMBER),
            Place::Building => (&mut self.building, BUILDING),
            Place::Room => (&mut self.room, ROOM),
        }
    }
}

const LANE: &str = "弄";
const SUB_LANE: &str = "支弄";
const NUMBER: &str = "号";
const BUILDING: &str = "幢";
const ROOM: &str = "室";

/// A district and the towns in it, in the official order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct DistrictTowns {
    pub district: String,
    pub towns: Vec<String>,
}

/// The districts of today with their towns and subdistricts, for choosing.
pub fn district_towns() -> Vec<DistrictTowns> {
    super::districts()
        .map(|district| DistrictTowns {
            district: district.to_owned(),
            towns: places::towns_of(district).map(str::to_owned).collect(),
        })
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    District,
    Town,
    Road,
    Lane,
    SubLane,
    Estate,
    Number,
    Building,
    Room,
}

/// A number takes the word of its box; what ends otherwise was written out.
fn with_word(value: &str, word: &str) -> String {
    let value = value.trim();
    if word.is_empty() {
        return value.to_owned();
    }
    let counts = |c: char| {
        c.is_ascii_alphanumeric() || is_chinese_numeral(c) || "甲乙丙丁戊己庚辛".contains(c)
    };
    let bare = value.chars().last().is_some_and(counts) && !value.contains(word);
    format!("{value}{}", if bare { word } else { "" })
}

/// The same without the word, where joining adds it again.
fn without_word(content: &str, word: &str) -> String {
    match content.strip_suffix(word) {
        Some(bare) if !word.is_empty() && with_word(bare, word) == content => bare.to_owned(),
        _ => content.to_owned(),
    }
}

/// A piece that has a box, with the word behind it.
struct Anchor {
    place: Place,
    span: Span,
    /// A bare number, whose word stands behind it.
    number: bool,
}

struct Layout<'a> {
    original: &'a str,
    text: &'a Text,
    parsed: &'a Address,
}

impl Layout<'_> {
    /// Every piece with a box, in the order of the text.
    fn anchors(&self) -> Vec<Anchor> {
        let address = self.parsed;
        let mut anchors = Vec::new();
        let mut put = |place, number, span: Option<Span>| {
            anchors.extend(span.map(|span| Anchor { place, span, number }));
        };
        put(Place::District, false, self.district_span());
        put(Place::Town, false, address.town.as_ref().map(|(town, _)| town.span));
        for road in address.road.iter().chain(&address.place).chain(&address.hamlet) {
            put(Place::Road, false, Some(road.span));
        }
        put(Place::Lane, true, address.group.as_ref().map(|group| group.number.span));
        for (at, lane) in address.lanes.iter().enumerate() {
            put(if at == 0 { Place::Lane } else { Place::SubLane }, true, Some(lane.number.span));
        }
        for door in address.door.iter().chain(&address.building) {
            let dashed = matches!(door.kind, DoorKind::Dash | DoorKind::DashUnit);
            let number = dashed || door.kind == DoorKind::Hao;
            put(if number { Place::Number } else { Place::Building }, false, Some(door.span));
        }
        for number in address.unit.iter().chain(&address.room).chain(&address.bed) {
            put(Place::Room, true, Some(number.span));
        }
        put(Place::Room, false, address.floor.as_ref().map(|floor| floor.span));
        put(Place::Room, false, address.sub_room.as_ref().map(|room| room.span));
        put(Place::Room, false, address.whole);
        for part in &address.parts {
            put(Place::Room, false, Some(part.span));
        }
        for estate in &address.estates {
            put(Place::Estate, false, Some(estate.span));
        }
        anchors.sort_by_key(|anchor| (anchor.span.start, anchor.span.end));
        anchors.dedup_by(|later, first| later.span.start < first.span.end);
        self.with_words(&mut anchors);
        anchors
    }

    /// The district, with the remark of what it once was.
    fn district_span(&self) -> Option<Span> {
        let claim = self.parsed.claim()?;
        let remarks = self.parsed.claims.iter().filter(|claim| claim.remark);
        let end = remarks.map(|remark| remark.span.end).fold(claim.span.end, usize::max);
        let bracket = usize::from(end > claim.span.end && self.text.c(end) == ')');
        Some(Span::new(claim.span.start, end + bracket))
    }

    /// Takes the word behind each number into its piece.
    fn with_words(&self, anchors: &mut [Anchor]) {
        let starts: Vec<usize> = anchors.iter().skip(1).map(|anchor| anchor.span.start).collect();
        for (at, anchor) in anchors.iter_mut().enumerate() {
            let limit = starts.get(at).copied().unwrap_or(self.text.len());
            let latin = self.text.c(anchor.span.end.saturating_sub(1)).is_ascii_alphanumeric();
            let labelled = words::ROOM_LABELS
                .iter()
                .chain(words::BUILDING_LABELS)
                .any(|label| self.text.starts(anchor.span.end, label));
            if anchor.number
                && !labelled
                && let Some((_, end)) = words::suffix(self.text, anchor.span.end, latin)
            {
                anchor.span.end = end.min(limit).max(anchor.span.end);
            }
            if anchor.place == Place::Number && words::is_mark(self.text.c(anchor.span.end)) {
                anchor.span.end = (anchor.span.end + 1).min(limit);
            }
        }
    }

    /// The boxes with the first `kept` pieces in them and everything behind those in `rest`, and
    /// what was passed over because it is said elsewhere. None where what has no box stands
    /// between the pieces and would lose its meaning away from them.
    fn filled(&self, anchors: &[Anchor], kept: usize) -> Option<(AddressBoxes, String)> {
        let mut boxes = AddressBoxes::default();
        let (mut rest, mut passed_over) = (String::new(), String::new());
        let mut at = 0;
        let mut before = None;
        for anchor in anchors.iter().take(kept) {
            let gap = Span::new(at, anchor.span.start.max(at));
            let content = self.content(anchor);
            let (slot, _) = boxes.slot(anchor.place);
            if before == Some(anchor.place) && self.text.of(gap).chars().all(is_sign) {
                slot.push_str(&self.written(gap));
            } else if self.said_elsewhere(gap) {
                passed_over.push_str(self.text.of(gap));
            } else {
                rest.push_str(&self.remark(gap)?);
            }
            slot.push_str(&content);
            at = anchor.span.end;
            before = Some(anchor.place);
        }
        let behind = Span::new(at, self.text.len());
        if kept == anchors.len() && self.said_elsewhere(behind) {
            passed_over.push_str(self.text.of(behind));
        } else {
            rest.push_str(&self.verbatim(behind));
        }
        for place in [Place::Lane, Place::SubLane, Place::Number, Place::Building, Place::Room] {
            let (slot, word) = boxes.slot(place);
            *slot = without_word(slot, word);
            if !is_balanced(slot) {
                return None;
            }
        }
        boxes.rest = rest;
        Some((boxes, passed_over))
    }

    /// Text between the pieces that means the same behind them: a remark in brackets, or the
    /// committee whose area it is.
    fn remark(&self, gap: Span) -> Option<String> {
        let text = self.text.of(gap);
        let bracketed = text.starts_with('(') && text.ends_with(')') && is_balanced(text);
        (bracketed || words::is_committee(text)).then(|| self.verbatim(gap))
    }

    fn content(&self, anchor: &Anchor) -> String {
        match (anchor.place, self.parsed.claim()) {
            (Place::District, Some(Claim { today, former: None, span, .. }))
                if *span == anchor.span =>
            {
                today.name().to_owned()
            }
            _ => self.written(anchor.span),
        }
    }

    /// A part of the original, digits and letters in one width, on one line.
    fn written(&self, span: Span) -> String {
        if span.start >= span.end {
            return String::new();
        }
        let range = self.text.original(span);
        let characters = self.original.chars().skip(range.start).take(range.len());
        characters.filter(|c| !c.is_whitespace() && !c.is_control()).map(half_width).collect()
    }

    /// A part of the original with its punctuation, and the signs around it.
    fn verbatim(&self, span: Span) -> String {
        if span.start >= span.end {
            return String::new();
        }
        let range = self.text.original(span);
        let end = if span.end >= self.text.len() { usize::MAX } else { range.end };
        let characters = self.original.chars().skip(range.start).take(end - range.start);
        let text: String = characters.collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Nothing but labels, signs, and what the address says already.
    fn said_elsewhere(&self, span: Span) -> bool {
        let address = self.parsed;
        let known = [
            address.city,
            address.claim().map(|claim| claim.span),
            address.town.as_ref().map(|(town, _)| town.span),
            address.road.as_ref().map(|road| road.span),
            address.place.as_ref().map(|place| place.span),
        ];
        let lanes = address.lanes.iter().map(|lane| lane.number.span);
        let known: Vec<&str> =
            known.into_iter().flatten().chain(lanes).map(|s| self.text.of(s)).collect();
        let mut left = self.text.of(span);
        while let Some(first) = left.chars().next() {
            let word = words::ADDRESS_LABELS
                .iter()
                .chain(words::ROOM_LABELS)
                .chain(words::BUILDING_LABELS)
                .chain(&known)
                .chain(&["上海市", "上海", LANE])
                .find(|word| !word.is_empty() && left.starts_with(**word));
            left = match word {
                Some(word) => &left[word.len()..],
                None if is_sign(first) => &left[first.len_utf8()..],
                None => return false,
            };
        }
        true
    }
}

/// Signs that say nothing by themselves.
fn is_sign(c: char) -> bool {
    "()-~第".contains(c)
}

fn is_balanced(text: &str) -> bool {
    let count = |brackets: [char; 2]| text.chars().filter(|c| brackets.contains(c)).count();
    count(['(', '（']) == count([')', '）'])
}

fn half_width(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        c => c,
    }
}

/// The joined address is to the original what the original is to itself, and every character that
/// was not passed over is there.
fn says_the_same(original: &str, joined: &str, passed_over: &str, gazetteer: &Gazetteer) -> bool {
    let folded = |text: &str| {
        let text = Text::new(text, &[]);
        text.slice(0, text.len()).to_owned()
    };
    let (before, after) = (folded(original), folded(joined));
    before.chars().all(|c| is_sign(c) || after.contains(c) || passed_over.contains(c))
        && compare(original, joined, gazetteer).relation
            == compare(original, original, gazetteer).relation
}
