//! The text layer of a page: what the file says its text is, whatever the picture shows.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect};

/// More text than any page has; a page that repeats itself stops here.
const MOST: usize = 200_000;

/// The page's text in the order in which it is drawn, a new line where the drawing moves to
/// another height. `None` where there is none.
pub fn of(page: &Page<'_>, settings: &InterpreterSettings) -> Option<String> {
    let (width, height) = page.render_dimensions();
    let cache = InterpreterCache::new();
    let view = Rect::new(0.0, 0.0, width.into(), height.into());
    let start = Affine::new(page.initial_transform(true).as_coeffs());
    let mut context = Context::new(start, view, &cache, page.xref(), settings.clone());
    let mut listener = Listener { text: String::new(), last: None };
    interpret_page(page, &mut context, &mut listener);
    let text = listener.text.trim();
    (!text.is_empty()).then(|| text.to_string())
}

struct Listener {
    text: String,
    last: Option<Point>,
}

impl<'a> Device<'a> for Listener {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if self.text.len() > MOST {
                return;
            }
            let at = props.transform * glyph.transform() * Point::ORIGIN;
            if self.last.is_some_and(|last| (last.y - at.y).abs() > 2.0) {
                self.text.push('\n');
            }
            self.last = Some(at);
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => self.text.push(c),
                Some(BfString::String(s)) => self.text.push_str(&s),
                None => {}
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
