//! Places on a page.

use serde::{Deserialize, Serialize};

/// A point in pixels, x to the right and y down; written as `[x, y]`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "[f32; 2]", into = "[f32; 2]")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export, type = "[number, number]"))]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

impl From<[f32; 2]> for Point {
    fn from([x, y]: [f32; 2]) -> Self {
        Point { x, y }
    }
}

impl From<Point> for [f32; 2] {
    /// Tenths of a pixel are more than any screen shows, and keep reports short.
    fn from(p: Point) -> Self {
        [(p.x * 10.0).round() / 10.0, (p.y * 10.0).round() / 10.0]
    }
}

impl Point {
    pub const fn new(x: f32, y: f32) -> Self {
        Point { x, y }
    }

    /// The point that lies `t` (0 to 1) of the way from `self` to `other`.
    pub fn towards(self, other: Point, t: f32) -> Point {
        Point::new(self.x + (other.x - self.x) * t, self.y + (other.y - self.y) * t)
    }
}

/// Four corners of a piece of a page, in the order of its own text: top left, top right, bottom
/// right, bottom left as the reader of that text sees them. Pixels of the page as it was given
/// (after the file's own orientation tag, before anything the program did to it).
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Region(pub [Point; 4]);

impl Region {
    /// The part of the region from `start` to `end`, fractions of its length along the text.
    pub fn slice(&self, start: f32, end: f32) -> Region {
        let [a, b, c, d] = self.0;
        Region([a.towards(b, start), a.towards(b, end), d.towards(c, end), d.towards(c, start)])
    }

    /// The smallest upright rectangle around the region.
    pub fn bounds(&self) -> Rect {
        let xs = self.0.map(|p| p.x);
        let ys = self.0.map(|p| p.y);
        Rect {
            left: xs.into_iter().fold(f32::INFINITY, f32::min),
            top: ys.into_iter().fold(f32::INFINITY, f32::min),
            right: xs.into_iter().fold(f32::NEG_INFINITY, f32::max),
            bottom: ys.into_iter().fold(f32::NEG_INFINITY, f32::max),
        }
    }
}

impl From<Rect> for Region {
    fn from(r: Rect) -> Self {
        Region([
            Point::new(r.left, r.top),
            Point::new(r.right, r.top),
            Point::new(r.right, r.bottom),
            Point::new(r.left, r.bottom),
        ])
    }
}

/// An upright rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Rect {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Rect {
    pub fn width(&self) -> f32 {
        (self.right - self.left).max(0.0)
    }

    pub fn height(&self) -> f32 {
        (self.bottom - self.top).max(0.0)
    }

    pub fn center(&self) -> Point {
        Point::new((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    pub fn union(&self, other: &Rect) -> Rect {
        Rect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Height that both rectangles share.
    pub fn overlap_y(&self, other: &Rect) -> f32 {
        (self.bottom.min(other.bottom) - self.top.max(other.top)).max(0.0)
    }

    /// Width that both rectangles share.
    pub fn overlap_x(&self, other: &Rect) -> f32 {
        (self.right.min(other.right) - self.left.max(other.left)).max(0.0)
    }
}
