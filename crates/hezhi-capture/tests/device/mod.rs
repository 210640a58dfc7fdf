//! A small eSCL scanner: it speaks real HTTP on a port of this machine, has a glass and a feeder,
//! and every fault that scanners have.

#![allow(dead_code, reason = "each test uses its own part")]

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What stands next in the feeder.
#[derive(Clone)]
pub enum Sheet {
    Page(Vec<u8>),
    Jam,
    /// 503 with a `Retry-After` of a second, so many times.
    Later(u32),
    /// A page of which some bytes never come.
    Cut,
    /// Nothing at all for so long.
    Silence(Duration),
    /// A page that is sent a few bytes at a time.
    Slow(Vec<u8>, Duration),
    /// A page without end.
    Endless,
    /// It claims a length of its own.
    Claims(u64),
    /// No picture.
    Words,
}

#[derive(Default)]
pub struct State {
    pub feeder: VecDeque<Sheet>,
    pub adf: &'static str,
    /// How often a job is refused with 503 first.
    pub busy: u32,
    /// Whole answers in the place of the usual ones, by path.
    pub instead: Option<(&'static str, Vec<u8>)>,
    /// What was asked, as `GET /path`, and the bodies of what was posted.
    pub asked: Vec<String>,
    pub posted: Vec<String>,
    /// Redirections go there.
    pub redirect: Option<String>,
}

#[derive(Clone)]
pub struct Device {
    pub state: Arc<Mutex<State>>,
    pub port: u16,
}

impl Device {
    pub fn start(feeder: Vec<Sheet>) -> Device {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let adf = if feeder.is_empty() { "ScannerAdfEmpty" } else { "ScannerAdfLoaded" };
        let state = State { feeder: feeder.into(), adf, ..State::default() };
        let device = Device { state: Arc::new(Mutex::new(state)), port };
        let served = device.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let device = served.clone();
                thread::spawn(move || device.serve(stream));
            }
        });
        device
    }

    pub fn id(&self) -> String {
        format!("escl:http://127.0.0.1:{}/eSCL", self.port)
    }

    pub fn asked(&self, what: &str) -> bool {
        self.state.lock().unwrap().asked.iter().any(|asked| asked.starts_with(what))
    }

    fn serve(&self, stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        while let Some((line, body)) = request(&mut reader) {
            let mut state = self.state.lock().unwrap();
            let asked = line.rsplit_once(' ').map_or(line.as_str(), |(asked, _)| asked).to_owned();
            state.asked.push(asked.clone());
            let instead = state.instead.clone().filter(|(path, _)| asked.contains(path));
            if let Some((_, bytes)) = instead {
                drop(state);
                let _ = (&stream).write_all(&bytes);
                return;
            }
            if let Some(to) = &state.redirect {
                let answer =
                    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
                let _ = (&stream).write_all(answer.as_bytes());
                continue;
            }
            let goes_on = match asked.as_str() {
                "GET /eSCL/ScannerCapabilities" => {
                    drop(state);
                    send(&stream, 200, "text/xml", CAPABILITIES.as_bytes())
                }
                "GET /eSCL/ScannerStatus" => {
                    let status = status(state.adf);
                    drop(state);
                    send(&stream, 200, "text/xml", status.as_bytes())
                }
                "POST /eSCL/ScanJobs" => {
                    state.posted.push(body);
                    let busy = state.busy;
                    state.busy = busy.saturating_sub(1);
                    drop(state);
                    let answer = if busy > 0 {
                        "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
                            .to_owned()
                    } else {
                        // The host is one that only the device knows.
                        "HTTP/1.1 201 Created\r\nLocation: http://scanner.invalid/eSCL/ScanJobs/7\r\nContent-Length: 0\r\n\r\n".to_owned()
                    };
                    (&stream).write_all(answer.as_bytes()).is_ok()
                }
                "GET /eSCL/ScanJobs/7/NextDocument" => {
                    let sheet = state.feeder.pop_front();
                    if let Some(Sheet::Later(times @ 2..)) = &sheet {
                        state.feeder.push_front(Sheet::Later(times - 1));
                    }
                    match &sheet {
                        Some(Sheet::Jam) => state.adf = "ScannerAdfJam",
                        None => state.adf = "ScannerAdfEmpty",
                        _ => {}
                    }
                    drop(state);
                    document(&stream, sheet)
                }
                _ => {
                    drop(state);
                    send(&stream, 200, "text/plain", b"")
                }
            };
            if !goes_on {
                return;
            }
        }
    }
}

fn request(reader: &mut BufReader<TcpStream>) -> Option<(String, String)> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|&read| read > 0)?;
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let header = header.trim().to_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        // The client sends its settings in pieces.
        if header == "transfer-encoding: chunked" {
            length = usize::MAX;
        }
    }
    let body = if length == usize::MAX { chunks(reader)? } else { exactly(reader, length)? };
    Some((line.trim().to_owned(), body))
}

fn exactly(reader: &mut BufReader<TcpStream>, length: usize) -> Option<String> {
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    String::from_utf8(body).ok()
}

fn chunks(reader: &mut BufReader<TcpStream>) -> Option<String> {
    let mut body = String::new();
    loop {
        let mut size = String::new();
        reader.read_line(&mut size).ok()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        body.push_str(&exactly(reader, size)?);
        exactly(reader, 2)?;
        if size == 0 {
            return Some(body);
        }
    }
}

fn send(mut stream: &TcpStream, code: u16, kind: &str, body: &[u8]) -> bool {
    let head = format!(
        "HTTP/1.1 {code} X\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).is_ok()
}

fn document(mut stream: &TcpStream, sheet: Option<Sheet>) -> bool {
    match sheet {
        None => send(stream, 404, "text/plain", b""),
        Some(Sheet::Page(page)) => send(stream, 200, "image/jpeg", &page),
        Some(Sheet::Jam) => send(stream, 404, "text/plain", b""),
        Some(Sheet::Later(_)) => {
            let busy = b"HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n";
            stream.write_all(busy).is_ok()
        }
        Some(Sheet::Cut) => {
            let head = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 9000\r\n\r\n\xFF\xD8";
            let _ = stream.write_all(head);
            false
        }
        Some(Sheet::Silence(time)) => {
            thread::sleep(time);
            false
        }
        Some(Sheet::Slow(page, pause)) => {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", page.len());
            let mut sent = stream.write_all(head.as_bytes()).is_ok();
            for piece in page.chunks(64) {
                sent = sent && stream.write_all(piece).is_ok();
                thread::sleep(pause);
            }
            sent
        }
        Some(Sheet::Endless) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\xFF\xD8");
            while stream.write_all(&[7; 65_536]).is_ok() {}
            false
        }
        Some(Sheet::Claims(bytes)) => {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {bytes}\r\n\r\n");
            let _ = stream.write_all(head.as_bytes());
            while stream.write_all(&[7; 65_536]).is_ok() {}
            false
        }
        Some(Sheet::Words) => send(stream, 200, "text/html", "<html>请登录</html>".as_bytes()),
    }
}

fn status(adf: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><scan:ScannerStatus xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"><pwg:Version>2.0</pwg:Version><pwg:State>Idle</pwg:State><scan:AdfState>{adf}</scan:AdfState></scan:ScannerStatus>"#
    )
}

/// A JPEG as far as its two ends.
pub fn page(number: u8) -> Vec<u8> {
    [&[0xFF, 0xD8, 0xFF, 0xE0][..], &[number; 2000], &[0xFF, 0xD9]].concat()
}

const CAPABILITIES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
<pwg:Version>2.6</pwg:Version><pwg:MakeAndModel>试验一体机 100</pwg:MakeAndModel>
<scan:Platen><scan:PlatenInputCaps><scan:MaxWidth>2550</scan:MaxWidth><scan:MaxHeight>3508</scan:MaxHeight>
<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>RGB24</scan:ColorMode><scan:ColorMode>Grayscale8</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat><pwg:DocumentFormat>application/pdf</pwg:DocumentFormat></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions><scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>300</scan:YResolution></scan:DiscreteResolution><scan:DiscreteResolution><scan:XResolution>1200</scan:XResolution><scan:YResolution>1200</scan:YResolution></scan:DiscreteResolution></scan:DiscreteResolutions></scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles></scan:PlatenInputCaps></scan:Platen>
<scan:Adf><scan:AdfSimplexInputCaps><scan:MaxWidth>2550</scan:MaxWidth><scan:MaxHeight>4200</scan:MaxHeight>
<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat></scan:DocumentFormats>
<scan:SupportedResolutions><scan:ResolutionRange><scan:XResolutionRange><scan:Min>75</scan:Min><scan:Max>600</scan:Max><scan:Normal>300</scan:Normal><scan:Step>1</scan:Step></scan:XResolutionRange></scan:ResolutionRange></scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles></scan:AdfSimplexInputCaps>
<scan:AdfDuplexInputCaps><scan:MaxWidth>2550</scan:MaxWidth><scan:MaxHeight>4200</scan:MaxHeight></scan:AdfDuplexInputCaps></scan:Adf>
</scan:ScannerCapabilities>"#;
