//! Files around pixels: JPEG with its orientation tag, scanned PDF, many-page TIFF.

use std::io::Cursor;
use std::process::Command;

use anyhow::{Context, Result, bail};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat};
use tiff::encoder::{TiffEncoder, colortype};

use super::damage::Exposure;

pub fn jpeg(page: &Exposure) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, page.quality);
    if page.grey {
        DynamicImage::ImageLuma8(image::imageops::grayscale(&page.image))
            .write_with_encoder(encoder)?;
    } else {
        page.image.write_with_encoder(encoder)?;
    }
    Ok(match page.orientation {
        Some(tag) => with_orientation(&bytes, tag),
        None => bytes,
    })
}

/// Puts an EXIF block with one tag behind the start of the picture.
fn with_orientation(jpeg: &[u8], tag: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([tag, 0, 0, 0, 0, 0, 0, 0]);
    let length = (exif.len() + 2) as u16;
    let mut out = jpeg.get(..2).unwrap_or_default().to_vec();
    out.extend([0xFF, 0xE1]);
    out.extend(length.to_be_bytes());
    out.extend(exif);
    out.extend(jpeg.get(2..).unwrap_or_default());
    out
}

pub fn png(page: &Exposure) -> Result<Vec<u8>> {
    encoded(page, ImageFormat::Png)
}

pub fn webp(page: &Exposure) -> Result<Vec<u8>> {
    encoded(page, ImageFormat::WebP)
}

fn encoded(page: &Exposure, format: ImageFormat) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    page.image.write_to(&mut bytes, format)?;
    Ok(bytes.into_inner())
}

pub fn tiff(pages: &[Exposure]) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes)?
        .with_compression(tiff::encoder::Compression::Deflate(Default::default()));
    for page in pages {
        let (w, h) = page.image.dimensions();
        // Office scanners write TIFF without colour; with it, one page is over ten megabytes.
        encoder.write_image::<colortype::Gray8>(
            w,
            h,
            image::imageops::grayscale(&page.image).as_raw(),
        )?;
    }
    Ok(bytes.into_inner())
}

/// A PDF whose pages are nothing but pictures, as scanners make it.
pub fn scanned_pdf(pages: &[Exposure], dpi: u32) -> Result<Vec<u8>> {
    let mut out = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = Vec::new();
    let mut object = |out: &mut Vec<u8>, body: &[u8]| {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", places.len()).bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    };
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 3 + 3 * i)).collect();
    object(&mut out, b"<< /Type /Catalog /Pages 2 0 R >>");
    object(
        &mut out,
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()).as_bytes(),
    );
    for (i, page) in pages.iter().enumerate() {
        let (w, h) = page.image.dimensions();
        let (pw, ph) = (f64::from(w) * 72.0 / f64::from(dpi), f64::from(h) * 72.0 / f64::from(dpi));
        let picture = jpeg(&Exposure { image: page.image.clone(), orientation: None, ..*page })?;
        object(&mut out, format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {pw:.2} {ph:.2}] /Contents {} 0 R /Resources << /XObject << /P {} 0 R >> >> >>", 4 + 3 * i, 5 + 3 * i).as_bytes());
        let draw = format!("q {pw:.2} 0 0 {ph:.2} 0 0 cm /P Do Q");
        object(
            &mut out,
            format!("<< /Length {} >>\nstream\n{draw}\nendstream", draw.len()).as_bytes(),
        );
        let space = if page.grey { "DeviceGray" } else { "DeviceRGB" };
        let mut body = format!("<< /Type /XObject /Subtype /Image /Width {w} /Height {h} /ColorSpace /{space} /BitsPerComponent 8 /Filter /DCTDecode /Length {} >>\nstream\n", picture.len()).into_bytes();
        body.extend(picture);
        body.extend(b"\nendstream");
        object(&mut out, &body);
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(
        format!(
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
            places.len() + 1
        )
        .bytes(),
    );
    Ok(out)
}

/// Joins one-page PDFs, text layers and all.
pub fn united(pages: &[Vec<u8>]) -> Result<Vec<u8>> {
    if let [only] = pages {
        return Ok(only.clone());
    }
    let work = tempfile::tempdir()?;
    let mut names = Vec::new();
    for (i, page) in pages.iter().enumerate() {
        let name = work.path().join(format!("{i}.pdf"));
        std::fs::write(&name, page)?;
        names.push(name);
    }
    let whole = work.path().join("whole.pdf");
    if !Command::new("pdfunite")
        .args(&names)
        .arg(&whole)
        .status()
        .context("run pdfunite")?
        .success()
    {
        bail!("pdfunite failed");
    }
    Ok(std::fs::read(whole)?)
}
