//! What happens to a page between the printer and the file: scanner, copier, telephone.

use image::{Rgb, RgbImage};

use super::browser::Print;
use super::pixels::{Cloud, Projection, blur, disc, each, grey, lay, noise, press};
use super::random::Random;
use crate::truth::DamageKind;

/// A damaged page, ready to be put in a file.
pub struct Exposure {
    pub image: RgbImage,
    /// Saved without colour.
    pub grey: bool,
    /// JPEG quality.
    pub quality: u8,
    /// The tag that says how to turn the picture upright, when the camera wrote one.
    pub orientation: Option<u8>,
}

/// Pixels per inch at which a page is drawn before the damage.
pub fn dpi(kind: DamageKind, random: &mut Random) -> u32 {
    match kind {
        DamageKind::Clean => random.one(&[200, 250, 300]),
        DamageKind::Scan | DamageKind::Seal => random.one(&[150, 200, 200, 240, 300]),
        DamageKind::Photocopy => random.one(&[200, 200, 300]),
        DamageKind::Photo => random.one(&[200, 230]),
    }
}

pub fn damage(kind: DamageKind, print: &Print, random: &mut Random) -> Exposure {
    match kind {
        DamageKind::Clean => clean(print, random),
        DamageKind::Scan => scan(print, random.float(0.45, 0.9) as f32, random),
        DamageKind::Seal => scan(print, random.float(0.75, 1.05) as f32, random),
        DamageKind::Photocopy => photocopy(print, random),
        DamageKind::Photo => photo(print, random),
    }
}

fn stamped(print: &Print, strength: f32, random: &mut Random) -> RgbImage {
    let mut page = print.paper.clone();
    if let Some(seals) = &print.seals {
        press(&mut page, seals, strength, random);
    }
    page
}

fn clean(print: &Print, random: &mut Random) -> Exposure {
    let strength = random.float(0.6, 0.9) as f32;
    Exposure {
        image: stamped(print, strength, random),
        grey: false,
        quality: 92,
        orientation: None,
    }
}

fn scan(print: &Print, ink: f32, random: &mut Random) -> Exposure {
    let mut page = stamped(print, ink, random);
    let paper = Cloud::new(random, page.width(), page.height(), 180.0);
    let (fade, tint) = (
        random.float(0.0, 0.22) as f32,
        [random.float(-4.0, 6.0) as f32, 0.0, random.float(-10.0, 2.0) as f32],
    );
    each(&mut page, |x, y, p| {
        let wear = 1.0 - 0.03 * paper.at(x, y);
        let lift = |v: f32, t: f32| (v + (255.0 - v) * fade) * wear + t;
        [lift(p[0], tint[0]), lift(p[1], tint[1]), lift(p[2], tint[2])]
    });
    if random.chance(0.3) {
        holes(&mut page, random);
    }
    let mut page = turned(
        &page,
        random.normal(0.8).clamp(-2.2, 2.2),
        random.one(&[[252u8, 252, 252], [240, 240, 238], [205, 205, 205], [60, 60, 62]]),
    );
    if random.chance(0.6) {
        edge_shadow(&mut page, random);
    }
    let mut page = blur(page, random.float(0.3, 0.9) as f32);
    noise(&mut page, random.float(1.0, 6.0) as f32, false, random);
    let colourless = random.chance(0.3);
    if colourless {
        grey(&mut page);
    }
    Exposure { image: page, grey: colourless, quality: random.int(50, 85) as u8, orientation: None }
}

/// A second generation: the contrast is gone, the seal is grey, the glass was dirty.
fn photocopy(print: &Print, random: &mut Random) -> Exposure {
    let strength = random.float(0.5, 1.0) as f32;
    let mut page = stamped(print, strength, random);
    grey(&mut page);
    let mut page = blur(page, random.float(0.5, 1.1) as f32);
    let patches = Cloud::new(random, page.width(), page.height(), 240.0);
    let (steep, middle) = (random.float(1.5, 4.0) as f32, random.float(140.0, 182.0) as f32);
    let (dark, light) = (random.float(10.0, 70.0) as f32, random.float(236.0, 255.0) as f32);
    let starved: Vec<(f32, f32, f32)> = (0..random.int(0, 3))
        .map(|_| {
            (
                random.float(0.0, f64::from(page.width())) as f32,
                random.float(6.0, 40.0) as f32,
                random.float(0.2, 0.62) as f32,
            )
        })
        .collect();
    each(&mut page, |x, y, [l, _, _]| {
        let centre = middle - 26.0 * (patches.at(x, y) - 0.5);
        let t = 1.0 / (1.0 + (-(l - centre) / 64.0 * steep).exp());
        let mut v = dark + (light - dark) * t;
        for (at, wide, loss) in &starved {
            let near = (1.0 - (x as f32 - at).abs() / wide).clamp(0.0, 1.0);
            v += (255.0 - v) * near * loss;
        }
        [v, v, v]
    });
    for _ in 0..random.int(30, 420) {
        let place = (
            random.float(0.0, f64::from(page.width())) as f32,
            random.float(0.0, f64::from(page.height())) as f32,
        );
        let ink = if random.chance(0.8) { random.float(0.0, 110.0) as f32 } else { 255.0 };
        disc(&mut page, place, random.float(0.5, 2.2) as f32, [ink; 3]);
    }
    if random.chance(0.4) {
        let at = random.int(0, i64::from(page.width()) - 3) as u32;
        let dark = random.float(90.0, 190.0) as f32;
        each(&mut page, |x, _, p| if x.abs_diff(at) < 2 { p.map(|v| v.min(dark)) } else { p });
    }
    let mut page = turned(
        &page,
        random.normal(1.0).clamp(-2.5, 2.5),
        random.one(&[[250u8; 3], [30; 3], [14; 3], [200; 3]]),
    );
    if random.chance(0.55) {
        dark_border(&mut page, random);
    }
    noise(&mut page, random.float(2.0, 9.0) as f32, false, random);
    Exposure { image: page, grey: true, quality: random.int(50, 82) as u8, orientation: None }
}

/// Taken by hand from a desk.
fn photo(print: &Print, random: &mut Random) -> Exposure {
    let mut page = stamped(print, random.float(0.5, 0.95) as f32, random);
    let paper = Cloud::new(random, page.width(), page.height(), 120.0);
    each(&mut page, |x, y, p| p.map(|v| v * (0.97 + 0.05 * paper.at(x, y))));
    if random.chance(0.5) {
        creases(&mut page, random);
    }
    let (pw, ph) = (f64::from(page.width()), f64::from(page.height()));
    let (w, h) = ((pw * random.float(1.05, 1.25)) as u32, (ph * random.float(1.05, 1.2)) as u32);
    let mut scene = desk(w, h, random);
    let (dx, dy) = ((f64::from(w) - pw) / 2.0, (f64::from(h) - ph) / 2.0);
    let lean = random.float(0.01, 0.06);
    let angle = random.normal(2.0).to_radians();
    let (cx, cy) = (f64::from(w) / 2.0, f64::from(h) / 2.0);
    let mut corner = |x: f64, y: f64| {
        let (x, y) = (x + random.float(-lean, lean) * pw, y + random.float(-lean, lean) * ph);
        (
            cx + (x - cx) * angle.cos() - (y - cy) * angle.sin(),
            cy + (x - cx) * angle.sin() + (y - cy) * angle.cos(),
        )
    };
    let to = [corner(dx, dy), corner(dx + pw, dy), corner(dx + pw, dy + ph), corner(dx, dy + ph)];
    lay(&page, &mut scene, &Projection::onto(to, pw, ph));
    light(&mut scene, random);
    let mut scene = blur(scene, random.float(0.4, 1.25) as f32);
    noise(&mut scene, random.float(2.0, 7.0) as f32, true, random);
    let turn = random.int(0, 5);
    let (scene, orientation) = match turn {
        0 | 1 => (scene, None),
        2 => (image::imageops::rotate90(&scene), if random.chance(0.5) { Some(8) } else { None }),
        3 => (image::imageops::rotate270(&scene), if random.chance(0.5) { Some(6) } else { None }),
        4 => (image::imageops::rotate180(&scene), if random.chance(0.5) { Some(3) } else { None }),
        _ => (scene, Some(1)),
    };
    Exposure { image: scene, grey: false, quality: random.int(60, 88) as u8, orientation }
}

/// The same photograph lying on its side, without a tag that says so.
pub fn photo_on_its_side(print: &Print, random: &mut Random) -> Exposure {
    let exposure = loop {
        let taken = photo(print, random);
        if taken.orientation.is_none() && taken.image.height() > taken.image.width() {
            break taken;
        }
    };
    Exposure { image: image::imageops::rotate90(&exposure.image), ..exposure }
}

fn turned(page: &RgbImage, degrees: f64, glass: [u8; 3]) -> RgbImage {
    let (w, h) = (f64::from(page.width()), f64::from(page.height()));
    let angle = degrees.to_radians();
    let (cx, cy) = (w / 2.0, h / 2.0);
    let corner = |x: f64, y: f64| {
        (
            cx + (x - cx) * angle.cos() - (y - cy) * angle.sin(),
            cy + (x - cx) * angle.sin() + (y - cy) * angle.cos(),
        )
    };
    let mut ground = RgbImage::from_pixel(page.width(), page.height(), Rgb(glass));
    lay(
        page,
        &mut ground,
        &Projection::onto([corner(0.0, 0.0), corner(w, 0.0), corner(w, h), corner(0.0, h)], w, h),
    );
    ground
}

fn holes(page: &mut RgbImage, random: &mut Random) {
    let (w, h) = (page.width() as f32, page.height() as f32);
    let (x, radius, ink) = (
        w * random.float(0.025, 0.045) as f32,
        w * 0.0135,
        random.one(&[[30.0f32; 3], [235.0; 3], [150.0; 3]]),
    );
    let gap = h * 0.13;
    for y in [h / 2.0 - gap, h / 2.0 + gap] {
        disc(page, (x, y), radius, ink);
    }
}

fn edge_shadow(page: &mut RgbImage, random: &mut Random) {
    let (w, left, depth) =
        (page.width() as f32, random.chance(0.5), random.float(0.2, 0.65) as f32);
    let wide = w * random.float(0.015, 0.06) as f32;
    each(page, |x, _, p| {
        let far = if left { x as f32 } else { w - x as f32 };
        let shade = 1.0 - depth * (1.0 - far / wide).max(0.0).powi(2);
        p.map(|v| v * shade)
    });
}

fn dark_border(page: &mut RgbImage, random: &mut Random) {
    let (w, h) = (page.width(), page.height());
    let border = [0; 4].map(|_: u32| random.float(0.0, 0.022 * f64::from(w)) as u32);
    let ragged = Cloud::new(random, w, h, 24.0);
    each(page, |x, y, p| {
        let rag = (ragged.at(x, y) * 10.0) as u32;
        let inside = x >= border[0] + rag
            && y >= border[1] + rag
            && x + border[2] + rag < w
            && y + border[3] + rag < h;
        if inside { p } else { [22.0; 3] }
    });
}

fn creases(page: &mut RgbImage, random: &mut Random) {
    let (w, h) = (page.width() as f32, page.height() as f32);
    for _ in 0..random.int(1, 2) {
        let across = random.chance(0.6);
        let at = if across { h * random.one(&[0.33f32, 0.5, 0.66]) } else { w * 0.5 };
        let depth = random.float(0.05, 0.16) as f32;
        each(page, |x, y, p| {
            let far = (if across { y as f32 } else { x as f32 }) - at;
            let shade = if far < 0.0 {
                1.0 - depth * (1.0 + far / 26.0).max(0.0)
            } else {
                1.0 + depth * 0.5 * (1.0 - far / 20.0).max(0.0)
            };
            p.map(|v| v * shade)
        });
    }
}

fn desk(w: u32, h: u32, random: &mut Random) -> RgbImage {
    let base = random.one(&[
        [142.0f32, 104.0, 70.0],
        [96.0, 72.0, 54.0],
        [188.0, 180.0, 170.0],
        [58.0, 60.0, 66.0],
        [206.0, 198.0, 184.0],
    ]);
    let broad = Cloud::new(random, w, h, 160.0);
    let grain = Cloud::new(random, w / 14 + 1, h, 5.0);
    let mut scene = RgbImage::new(w, h);
    each(&mut scene, |x, y, _| {
        base.map(|v| v * (0.78 + 0.26 * broad.at(x, y) + 0.18 * grain.at(x / 14, y)))
    });
    scene
}

fn light(scene: &mut RgbImage, random: &mut Random) {
    let (w, h) = (scene.width() as f32, scene.height() as f32);
    let (cx, cy) = (w * random.float(0.1, 0.9) as f32, h * random.float(0.1, 0.9) as f32);
    let (dim, warm) = (random.float(0.15, 0.42) as f32, random.float(-0.03, 0.09) as f32);
    let exposure = random.float(0.86, 1.04) as f32;
    let shadow = random.chance(0.5).then(|| {
        (
            random.float(-0.8, 0.8) as f32,
            random.float(0.2, 0.8) as f32,
            random.float(0.12, 0.34) as f32,
        )
    });
    let reach = w.hypot(h) * 0.75;
    each(scene, |x, y, [r, g, b]| {
        let far = ((x as f32 - cx).hypot(y as f32 - cy) / reach).min(1.0);
        let mut lit = exposure * (1.0 - dim * far * far);
        if let Some((slope, start, depth)) = shadow {
            let side = (y as f32 / h - start) - slope * (x as f32 / w - 0.5);
            lit *= 1.0 - depth * (side * 9.0).clamp(0.0, 1.0);
        }
        [r * lit * (1.0 + warm), g * lit, b * lit * (1.0 - warm)]
    });
}
