//! The smallest rectangle around a set of points.

use hezhi::geometry::Point;

/// A rectangle that may lie aslant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aslant {
    pub center: Point,
    /// Direction of the first side, of length 1.
    pub axis: Point,
    /// Length of the first side, and of the other.
    pub along: f32,
    pub across: f32,
}

impl Aslant {
    /// The corners clockwise on the screen, in no particular order otherwise.
    pub fn corners(&self) -> [Point; 4] {
        let Point { x: ux, y: uy } = self.axis;
        let (a, b) = (self.along / 2.0, self.across / 2.0);
        [(-a, -b), (a, -b), (a, b), (-a, b)].map(|(i, j)| {
            Point::new(self.center.x + i * ux - j * uy, self.center.y + i * uy + j * ux)
        })
    }

    /// The same with each side `more` longer.
    pub fn grown(&self, more: f32) -> Aslant {
        Aslant { along: self.along + more, across: self.across + more, ..*self }
    }

    pub fn contains(&self, p: Point) -> bool {
        let (dx, dy) = (p.x - self.center.x, p.y - self.center.y);
        let along = dx * self.axis.x + dy * self.axis.y;
        let across = dy * self.axis.x - dx * self.axis.y;
        along.abs() <= self.along / 2.0 && across.abs() <= self.across / 2.0
    }
}

/// The corners of the smallest convex outline of the points, in order (Andrew's monotone chain).
/// Points on a side between two corners are left out.
pub fn hull(points: &mut [Point]) -> Vec<Point> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let turn = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let mut outline: Vec<Point> = Vec::new();
    let mut half = |walk: &mut dyn Iterator<Item = Point>| {
        let start = outline.len();
        for p in walk {
            while let [.., a, b] = outline[start..]
                && turn(a, b, p) <= 0.0
            {
                outline.pop();
            }
            outline.push(p);
        }
        // The last corner is the first of the other half.
        outline.pop();
    };
    half(&mut points.iter().copied());
    half(&mut points.iter().rev().copied());
    outline
}

/// The rectangle of the smallest area around an outline: one of its sides lies on a side of the
/// outline. `None` for fewer than three corners.
pub fn smallest_rectangle(outline: &[Point]) -> Option<Aslant> {
    if outline.len() < 3 {
        return None;
    }
    let sides = outline.iter().zip(outline.iter().cycle().skip(1));
    sides
        .filter_map(|(a, b)| {
            let length = (b.x - a.x).hypot(b.y - a.y);
            let axis = Point::new((b.x - a.x) / length, (b.y - a.y) / length);
            (length > 1e-6).then(|| along(outline, axis))
        })
        .min_by(|p, q| (p.along * p.across).total_cmp(&(q.along * q.across)))
}

/// The rectangle around the points with one side in the direction `axis`.
fn along(points: &[Point], axis: Point) -> Aslant {
    let range = |measure: &dyn Fn(&Point) -> f32| {
        let values = points.iter().map(measure);
        values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
    };
    let (left, right) = range(&|p| p.x * axis.x + p.y * axis.y);
    let (top, bottom) = range(&|p| p.y * axis.x - p.x * axis.y);
    let (i, j) = ((left + right) / 2.0, (top + bottom) / 2.0);
    let center = Point::new(i * axis.x - j * axis.y, i * axis.y + j * axis.x);
    Aslant { center, axis, along: right - left, across: bottom - top }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_low_bar_with_a_notch_is_its_own_rectangle() {
        let mut points: Vec<Point> = (308..=748)
            .flat_map(|x| {
                let top = if (400..420).contains(&x) { 90.0 } else { 88.0 };
                [Point::new(x as f32, top), Point::new(x as f32, 107.0)]
            })
            .collect();
        let rect = smallest_rectangle(&hull(&mut points)).unwrap();
        assert_eq!((rect.along.max(rect.across), rect.along.min(rect.across)), (440.0, 19.0));
        assert_eq!(rect.center, Point::new(528.0, 97.5));
    }

    #[test]
    fn a_square_on_its_corner_lies_aslant() {
        let p = Point::new;
        let mut points = [p(0.0, 10.0), p(10.0, 0.0), p(20.0, 10.0), p(10.0, 20.0), p(10.0, 10.0)];
        let rect = smallest_rectangle(&hull(&mut points)).unwrap();
        assert!((rect.along * rect.across - 200.0).abs() < 0.1, "{rect:?}");
        assert!(rect.contains(p(10.0, 1.0)) && !rect.contains(p(2.0, 2.0)));
    }

    #[test]
    fn points_on_a_line_have_no_rectangle() {
        let mut points: Vec<Point> = (0..9).map(|i| Point::new(i as f32, i as f32)).collect();
        assert_eq!(smallest_rectangle(&hull(&mut points)), None);
    }
}
