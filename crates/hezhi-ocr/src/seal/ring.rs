//! Seals as rings, found among other ink by what their rim points to (Hough).

use hezhi::geometry::Rect;
use image::GrayImage;

use super::find::Find;

/// What ink must show to be a ring.
#[derive(Debug, Clone, Copy)]
pub struct Demands {
    /// Least difference of ink across an edge, summed over the Sobel mask.
    edge: i32,
    /// Least share of the rim that is seen.
    rim: f32,
    /// How much surer a find becomes with each further share of the rim.
    slope: f32,
    /// How sure the least rim is.
    least: f32,
}

/// Among red ink there is little but seals: half a rim is a doubtful seal, nine tenths a sure one.
pub const COLOUR: Demands = Demands { edge: 160, rim: 0.5, slope: 1.1, least: 0.5 };
/// Among black print a ring must be nearly whole: tables and characters have round pieces too. The
/// edge is weak, because a copier makes red ink a pale grey. On 86 grey pages with a round seal
/// (photocopies, grey scans, colour scans faded to grey by code) the seal showed 0.99 of its rim
/// at the least; on 269 without one (identity cards, letters, upper halves of forms and tables)
/// the roundest thing showed 0.75. A find is surer than even from 0.88 on.
pub const GREY: Demands = Demands { edge: 60, rim: 0.78, slope: 3.0, least: 0.2 };

/// Radii looked for, as shares of the picture's long side.
const RADIUS: (f32, f32) = (0.045, 0.14);
/// The rim is looked at in this many directions.
const DIRECTIONS: usize = 72;
/// How many points may be the centre of a ring, before those near a better one are left out.
const MOST_CENTRES: usize = 40_000;
/// How many of the best centres are looked at closely.
const CANDIDATES: usize = 12;
/// A name along the rim, or around it from one foot to the other, takes at least this share of the
/// directions; a line of text through an empty circle takes a sixth.
const INHABITED: f32 = 0.35;
/// How sure a ring without characters along its rim can be.
const EMPTY: f32 = 0.3;

/// A pixel where ink begins or ends, and the direction in which it does.
struct Edge {
    x: f32,
    y: f32,
    dx: f32,
    dy: f32,
}

/// Rings in a picture of ink; `long` is the long side of the page in its pixels, by which the
/// radii of seals are told.
pub fn find(ink: &GrayImage, long: f32, demands: Demands) -> Vec<Find> {
    let (width, height) = (ink.width() as usize, ink.height() as usize);
    let (least, most) = ((RADIUS.0 * long) as usize, (RADIUS.1 * long) as usize);
    if width < 3 * least || height < 3 * least || least < 6 {
        return Vec::new();
    }
    let edges = edges(ink, demands.edge);
    let votes = votes(&edges, width, height, least, most);
    centers(&votes, width, height, least)
        .into_iter()
        .filter_map(|(x, y)| ring(&edges, x, y, least as f32, most as f32, demands))
        .collect()
}

fn edges(ink: &GrayImage, least: i32) -> Vec<Edge> {
    let (width, height) = (ink.width() as usize, ink.height() as usize);
    let data = ink.as_raw();
    let mut found = Vec::new();
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let at = |i: usize, j: usize| i32::from(data[(y + j - 1) * width + x + i - 1]);
            let dx = at(2, 0) + 2 * at(2, 1) + at(2, 2) - at(0, 0) - 2 * at(0, 1) - at(0, 2);
            let dy = at(0, 2) + 2 * at(1, 2) + at(2, 2) - at(0, 0) - 2 * at(1, 0) - at(2, 0);
            let strength = dx.abs().max(dy.abs());
            // Straight rules of tables point to no centre, and there are many of them.
            let ruled = dx == 0 || dy == 0;
            if strength >= least && !ruled {
                let length = (dx as f32).hypot(dy as f32);
                found.push(Edge {
                    x: x as f32,
                    y: y as f32,
                    dx: dx as f32 / length,
                    dy: dy as f32 / length,
                });
            }
        }
    }
    found
}

/// Each edge votes for all points that could be the centre of a ring it belongs to.
fn votes(edges: &[Edge], width: usize, height: usize, least: usize, most: usize) -> Vec<u16> {
    let mut votes = vec![0u16; width * height];
    for edge in edges {
        for sign in [-1.0, 1.0] {
            for radius in least..=most {
                let r = sign * radius as f32;
                let (x, y) = (edge.x + r * edge.dx, edge.y + r * edge.dy);
                if x >= 0.0 && y >= 0.0 && (x as usize) < width && (y as usize) < height {
                    let vote = &mut votes[y as usize * width + x as usize];
                    *vote = vote.saturating_add(1);
                }
            }
        }
    }
    votes
}

/// The best centres, none within a smallest radius of a better one.
fn centers(votes: &[u16], width: usize, height: usize, apart: usize) -> Vec<(usize, usize)> {
    // Edges of a ring in a small picture miss its centre by a pixel or two.
    let mut sums: Vec<(u32, usize, usize)> = Vec::with_capacity(votes.len());
    for y in 2..height.saturating_sub(2) {
        let columns: Vec<u32> = (0..width)
            .map(|x| (y - 2..=y + 2).map(|v| u32::from(votes[v * width + x])).sum())
            .collect();
        sums.extend(columns.windows(5).enumerate().map(|(x, c)| (c.iter().sum(), x + 2, y)));
    }
    // Only the best are worth their sorting.
    if sums.len() > MOST_CENTRES {
        sums.select_nth_unstable_by_key(MOST_CENTRES, |s| (std::cmp::Reverse(s.0), s.2, s.1));
        sums.truncate(MOST_CENTRES);
    }
    sums.sort_unstable_by_key(|s| (std::cmp::Reverse(s.0), s.2, s.1));
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for (_, x, y) in sums {
        if kept.len() == CANDIDATES {
            break;
        }
        if kept.iter().all(|(kx, ky)| kx.abs_diff(x).max(ky.abs_diff(y)) > apart) {
            kept.push((x, y));
        }
    }
    kept
}

/// The ring around a centre, if enough of its rim is there.
fn ring(
    edges: &[Edge],
    x: usize,
    y: usize,
    least: f32,
    most: f32,
    demands: Demands,
) -> Option<Find> {
    let reach = most + 4.0;
    let near: Vec<&Edge> = edges
        .iter()
        .filter(|e| (e.x - x as f32).abs() < reach && (e.y - y as f32).abs() < reach)
        .collect();
    let mut best: Option<(f32, f32, f32, f32)> = None;
    for (cx, cy) in
        (0..25).map(|i| (x as f32 + (i % 5) as f32 - 2.0, y as f32 + (i / 5) as f32 - 2.0))
    {
        // For each whole radius, the directions in which an edge runs along it.
        let mut seen = vec![0u128; most as usize + 2];
        for edge in &near {
            let (dx, dy) = (edge.x - cx, edge.y - cy);
            let radius = dx.hypot(dy);
            if radius < least || radius > most || (dx * edge.dx + dy * edge.dy).abs() < 0.9 * radius
            {
                continue;
            }
            let bit = direction(dx, dy);
            for at in [radius.floor() as usize, radius.floor() as usize + 1] {
                if let Some(set) = seen.get_mut(at) {
                    *set |= bit;
                }
            }
        }
        for (radius, set) in seen.iter().enumerate() {
            let share = share(*set);
            // Of equally whole circles the outer one is the rim.
            let score = share + 0.001 * radius as f32 / most;
            if best.is_none_or(|b| score > b.0) {
                best = Some((score, cx, cy, radius as f32));
            }
        }
    }
    let (share, cx, cy, radius) = best?;
    (share >= demands.rim).then(|| {
        let sure = (demands.least + demands.slope * (share - demands.rim)).clamp(0.0, 0.97);
        // A circle printed where the seal should stand has no characters along its rim.
        let confidence = if inhabited(&near, cx, cy, radius) { sure } else { sure.min(EMPTY) };
        let radius = radius + 1.0;
        let place =
            Rect { left: cx - radius, top: cy - radius, right: cx + radius, bottom: cy + radius };
        Find { place, confidence }
    })
}

/// Whether there are characters inside the rim, in enough directions to be a name.
fn inhabited(edges: &[&Edge], cx: f32, cy: f32, radius: f32) -> bool {
    let band = 0.55 * radius..0.88 * radius;
    let set = edges
        .iter()
        .map(|e| (e.x - cx, e.y - cy))
        .filter(|(dx, dy)| band.contains(&dx.hypot(*dy)))
        .fold(0u128, |set, (dx, dy)| set | direction(dx, dy));
    share(set) >= INHABITED
}

/// The bit of a direction.
fn direction(dx: f32, dy: f32) -> u128 {
    let turn = dy.atan2(dx) / std::f32::consts::TAU + 0.5;
    1u128 << ((turn * DIRECTIONS as f32) as usize).min(DIRECTIONS - 1)
}

fn share(set: u128) -> f32 {
    set.count_ones() as f32 / DIRECTIONS as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn a_ring_among_straight_rules_is_found() {
        let picture = GrayImage::from_fn(500, 700, |x, y| {
            let radius = (x as f32 - 320.0).hypot(y as f32 - 500.0);
            let ring = (48.0..51.0).contains(&radius);
            let rule = y % 40 < 2 || x % 90 < 2;
            Luma([if ring || rule { 220 } else { 0 }])
        });
        let found = find(&picture, 700.0, GREY);
        assert_eq!(found.len(), 1, "{found:?}");
        let center = found[0].place.center();
        assert!((center.x - 320.0).abs() < 3.0 && (center.y - 500.0).abs() < 3.0, "{found:?}");
        assert!((found[0].place.width() - 102.0).abs() < 6.0, "{found:?}");
    }

    #[test]
    fn rules_and_squares_are_no_ring() {
        let picture = GrayImage::from_fn(500, 700, |x, y| {
            Luma([if y % 40 < 2 || x % 50 < 2 { 220 } else { 0 }])
        });
        assert_eq!(find(&picture, 700.0, GREY), []);
    }
}
