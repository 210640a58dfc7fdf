//! Plane projections: how the points of one picture of a page map to those of another.

use hezhi::geometry::{Point, Region};

/// A projective map of the plane (a 3 × 3 matrix, row by row, the last entry not fixed).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection([f64; 9]);

impl Projection {
    pub const IDENTITY: Projection = Projection([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);

    pub fn scale(factor: f32) -> Projection {
        let f = f64::from(factor);
        Projection([f, 0.0, 0.0, 0.0, f, 0.0, 0.0, 0.0, 1.0])
    }

    pub fn translation(by: Point) -> Projection {
        Projection([1.0, 0.0, f64::from(by.x), 0.0, 1.0, f64::from(by.y), 0.0, 0.0, 1.0])
    }

    /// Rotation by `radians` (positive turns x towards y, clockwise on the screen) around `center`.
    pub fn rotation(radians: f32, center: Point) -> Projection {
        let (sin, cos) = f64::from(radians).sin_cos();
        let (cx, cy) = (f64::from(center.x), f64::from(center.y));
        Projection([
            cos,
            -sin,
            cx - cos * cx + sin * cy,
            sin,
            cos,
            cy - sin * cx - cos * cy,
            0.0,
            0.0,
            1.0,
        ])
    }

    /// From a picture of `width` × `height` to the same picture turned clockwise by `degrees`,
    /// one of 0, 90, 180, 270.
    pub fn quarter_turn(degrees: u16, width: u32, height: u32) -> Projection {
        let (w, h) = (f64::from(width), f64::from(height));
        match degrees {
            90 => Projection([0.0, -1.0, h, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]),
            180 => Projection([-1.0, 0.0, w, 0.0, -1.0, h, 0.0, 0.0, 1.0]),
            270 => Projection([0.0, 1.0, 0.0, -1.0, 0.0, w, 0.0, 0.0, 1.0]),
            _ => Projection::IDENTITY,
        }
    }

    /// The map that takes the four corners `from` to the four corners `to`, or `None` where three
    /// of them lie on one line.
    pub fn between(from: &[Point; 4], to: &[Point; 4]) -> Option<Projection> {
        Projection::fit(from.iter().copied().zip(to.iter().copied()))
    }

    /// The map that best takes the first point of every pair to the second (least squares on the
    /// linearised equations). `None` with fewer than four pairs, or where they do not determine it.
    pub fn fit(pairs: impl IntoIterator<Item = (Point, Point)>) -> Option<Projection> {
        let pairs: Vec<(Point, Point)> = pairs.into_iter().collect();
        if pairs.len() < 4 {
            return None;
        }
        // A line of text is fifty times longer than high, which makes the equations hopelessly
        // scaled as they stand: they are solved with both sets around 0 and reaching to about 1.
        let from = Projection::normalising(pairs.iter().map(|p| p.0))?;
        let to = Projection::normalising(pairs.iter().map(|p| p.1))?;
        let mut normal = [[0.0f64; 9]; 8];
        for (a, b) in &pairs {
            let (x, y) = from.apply64(a.x.into(), a.y.into());
            let (u, v) = to.apply64(b.x.into(), b.y.into());
            for row in [
                [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u],
                [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v],
            ] {
                for i in 0..8 {
                    for j in 0..9 {
                        normal[i][j] += row[i] * row[j];
                    }
                }
            }
        }
        let [a, b, c, d, e, f, g, h] = solve(normal)?;
        let middle = Projection([a, b, c, d, e, f, g, h, 1.0]);
        middle.inverse()?;
        Some(from.then(&middle).then(&to.inverse()?))
    }

    /// Moves the middle of the points to 0 and scales each axis to reach about 1.
    fn normalising(points: impl Iterator<Item = Point> + Clone) -> Option<Projection> {
        let spread = |axis: fn(Point) -> f32| {
            let values = points.clone().map(|p| f64::from(axis(p)));
            let (low, high) =
                values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
            ((low + high) / 2.0, (high - low) / 2.0)
        };
        let ((cx, rx), (cy, ry)) = (spread(|p| p.x), spread(|p| p.y));
        let usable = rx > 1e-6 && ry > 1e-6 && (cx + cy + rx + ry).is_finite();
        usable
            .then(|| Projection([1.0 / rx, 0.0, -cx / rx, 0.0, 1.0 / ry, -cy / ry, 0.0, 0.0, 1.0]))
    }

    /// How far one pixel to the right leads, where that is the same for all pixels of a picture of
    /// this size to a two-hundredth of a pixel: the map of a rectangle, without perspective.
    pub fn step(&self, (width, height): (u32, u32)) -> Option<(f64, f64)> {
        let [a, _, _, d, _, _, g, h, i] = self.0;
        let bent = g.abs() * f64::from(width) + h.abs() * f64::from(height);
        (bent < 1e-6 * i.abs()).then_some((a / i, d / i))
    }

    /// First `self`, then `next`.
    pub fn then(&self, next: &Projection) -> Projection {
        let (a, b) = (&next.0, &self.0);
        let mut m = [0.0; 9];
        for row in 0..3 {
            for col in 0..3 {
                m[row * 3 + col] = (0..3).map(|k| a[row * 3 + k] * b[k * 3 + col]).sum();
            }
        }
        Projection(m)
    }

    pub fn inverse(&self) -> Option<Projection> {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
        if !determinant.is_finite() || determinant.abs() < 1e-12 {
            return None;
        }
        let m = [
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ];
        Some(Projection(m.map(|v| v / determinant)))
    }

    pub fn apply(&self, p: Point) -> Point {
        let (x, y) = self.apply64(f64::from(p.x), f64::from(p.y));
        Point::new(x as f32, y as f32)
    }

    pub(crate) fn apply64(&self, x: f64, y: f64) -> (f64, f64) {
        let m = &self.0;
        let w = m[6] * x + m[7] * y + m[8];
        let w = if w.abs() < 1e-9 { 1e-9 } else { w };
        ((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w)
    }

    pub fn apply_region(&self, region: &Region) -> Region {
        Region(region.0.map(|p| self.apply(p)))
    }
}

/// Gauss elimination with partial pivoting on eight equations.
fn solve(mut m: [[f64; 9]; 8]) -> Option<[f64; 8]> {
    for col in 0..8 {
        let pivot = (col..8).max_by(|&a, &b| m[a][col].abs().total_cmp(&m[b][col].abs()))?;
        if m[pivot][col].abs() < 1e-12 {
            return None;
        }
        m.swap(col, pivot);
        let top = m[col];
        for row in m.iter_mut().skip(col + 1) {
            let factor = row[col] / top[col];
            for (value, above) in row.iter_mut().zip(top).skip(col) {
                *value -= factor * above;
            }
        }
    }
    let mut x = [0.0; 8];
    for row in (0..8).rev() {
        let known: f64 = (row + 1..8).map(|k| m[row][k] * x[k]).sum();
        x[row] = (m[row][8] - known) / m[row][row];
    }
    Some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: Point, b: Point) -> bool {
        (a.x - b.x).abs() < 0.05 && (a.y - b.y).abs() < 0.05
    }

    #[test]
    fn four_corners_determine_the_map_and_its_inverse() {
        let from = [
            Point::new(0.0, 0.0),
            Point::new(1000.0, 0.0),
            Point::new(1000.0, 1400.0),
            Point::new(0.0, 1400.0),
        ];
        let to = [
            Point::new(203.0, 111.0),
            Point::new(1500.0, 170.0),
            Point::new(1420.0, 2100.0),
            Point::new(90.0, 1970.0),
        ];
        let map = Projection::between(&from, &to).unwrap();
        let back = map.inverse().unwrap();
        for (a, b) in from.iter().zip(&to) {
            assert!(near(map.apply(*a), *b), "{a:?} went to {:?}", map.apply(*a));
            assert!(near(back.apply(*b), *a));
        }
    }

    #[test]
    fn a_long_low_line_at_the_top_of_a_page_has_its_map() {
        // The title of a page of 1,000 × 1,200 pixels, which once came out as no map at all.
        let crop = [
            Point::new(0.0, 0.0),
            Point::new(580.0, 0.0),
            Point::new(580.0, 48.0),
            Point::new(0.0, 48.0),
        ];
        let line = [
            Point::new(270.0, 60.0),
            Point::new(730.0, 60.5),
            Point::new(730.0, 100.0),
            Point::new(270.0, 99.5),
        ];
        let map = Projection::between(&crop, &line).unwrap();
        for (a, b) in crop.iter().zip(&line) {
            assert!(near(map.apply(*a), *b), "{a:?} went to {:?}", map.apply(*a));
        }
    }

    #[test]
    fn corners_on_one_line_give_no_map() {
        let line = [
            Point::new(0.0, 0.0),
            Point::new(1.0, 1.0),
            Point::new(2.0, 2.0),
            Point::new(3.0, 3.0),
        ];
        let square = [
            Point::new(0.0, 0.0),
            Point::new(9.0, 0.0),
            Point::new(9.0, 9.0),
            Point::new(0.0, 9.0),
        ];
        assert_eq!(Projection::between(&square, &line), None);
    }

    #[test]
    fn a_quarter_turn_takes_the_top_left_corner_to_the_top_right() {
        let turn = Projection::quarter_turn(90, 300, 200);
        assert!(near(turn.apply(Point::new(0.0, 0.0)), Point::new(200.0, 0.0)));
        let turn = Projection::quarter_turn(270, 300, 200);
        assert!(near(turn.apply(Point::new(0.0, 0.0)), Point::new(0.0, 300.0)));
    }
}
