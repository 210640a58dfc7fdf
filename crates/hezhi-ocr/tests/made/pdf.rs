//! PDFs of one page of 300 × 200 points.

fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", i + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
    bytes
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
    bytes.extend(data);
    bytes.extend(b"\nendstream");
    bytes
}

fn page(resources: &str) -> Vec<Vec<u8>> {
    vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << {resources} >> >>")
            .into_bytes(),
    ]
}

const FONT: &str = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";

fn text(text: &str) -> Vec<Vec<u8>> {
    let mut objects = page(FONT);
    objects.push(stream("", format!("BT /F 24 Tf 40 100 Td ({text}) Tj ET").as_bytes()));
    objects
}

pub fn with_text(shown: &str) -> Vec<u8> {
    file(&text(shown), "")
}

/// A page that shows a JPEG which it says has `width` × `height` pixels.
pub fn with_scan(jpeg: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut objects = page("/XObject << /I 5 0 R >>");
    objects.push(stream("", b"q 300 0 0 200 0 0 cm /I Do Q"));
    let entries = format!(
        "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
    );
    objects.push(stream(&entries, jpeg));
    file(&objects, "")
}

pub fn with_packed_contents(packed: &[u8]) -> Vec<u8> {
    let mut objects = page(FONT);
    objects.push(stream("/Filter /FlateDecode", packed));
    file(&objects, "")
}

/// A page tree whose root is its own child.
pub fn in_a_circle() -> Vec<u8> {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>".to_vec(),
    ];
    file(&objects, "")
}

/// A file encrypted with a password that nobody told.
pub fn encrypted() -> Vec<u8> {
    let mut objects = text("secret");
    let junk = "3".repeat(64);
    objects.push(
        format!("<< /Filter /Standard /V 1 /R 2 /O <{junk}> /U <{junk}> /P -4 >>").into_bytes(),
    );
    file(
        &objects,
        "/Encrypt 5 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]",
    )
}
