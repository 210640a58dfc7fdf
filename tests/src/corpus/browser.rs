//! Prints sheets with headless Chromium, spoken to over its debugging pipe: one start of the
//! browser for a whole corpus.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use image::{GrayImage, RgbImage};
use minijinja::Environment;
use serde_json::{Value, json};

use super::sheet::Sheet;

/// A printed page in two layers, so that the ink of a seal can be worn by itself.
pub struct Print {
    pub paper: RgbImage,
    /// The seals alone on white.
    pub seals: Option<RgbImage>,
}

pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    session: String,
    next: u64,
    layouts: Environment<'static>,
    handwriting: Vec<String>,
    work: tempfile::TempDir,
}

impl Browser {
    /// `layouts` is the folder of templates; `handwriting` a folder of `@fontsource` packages.
    pub fn start(program: &str, layouts: &Path, handwriting: Option<&Path>) -> Result<Browser> {
        let work = tempfile::tempdir()?;
        // The pipe is descriptors 3 and 4, which the standard library cannot open by itself.
        let line = format!(
            "exec {program} --headless --no-sandbox --disable-gpu --no-first-run --allow-file-access-from-files \
             --user-data-dir={} --remote-debugging-pipe about:blank 3<&0 4>&1 >/dev/null 2>/dev/null </dev/null",
            work.path().join("profile").display()
        );
        let mut child = Command::new("bash")
            .args(["-c", &line])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("start the browser")?;
        let to = child.stdin.take().context("browser without a pipe")?;
        let from = BufReader::new(child.stdout.take().context("browser without a pipe")?);
        let mut env = Environment::new();
        env.set_loader(minijinja::path_loader(layouts));
        let mut browser = Browser {
            child,
            to,
            from,
            session: String::new(),
            next: 0,
            layouts: env,
            handwriting: stylesheets(handwriting),
            work,
        };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }))?;
        let attached = browser.call(
            "Target.attachToTarget",
            json!({ "targetId": target["targetId"], "flatten": true }),
        )?;
        browser.session = attached["sessionId"].as_str().context("no session")?.to_owned();
        browser.call("Page.enable", json!({}))?;
        Ok(browser)
    }

    /// The sheet as a PDF with its text layer, seals and all.
    pub fn pdf(&mut self, sheet: &Sheet) -> Result<Vec<u8>> {
        self.open(sheet)?;
        self.print("")
    }

    /// The sheet as pixels.
    pub fn pixels(&mut self, sheet: &Sheet, dpi: u32) -> Result<Print> {
        self.open(sheet)?;
        let paper = self.print("paper")?;
        let seals = if sheet.stamps.is_empty() { None } else { Some(self.print("seals")?) };
        Ok(Print {
            paper: self.raster(&paper, dpi)?,
            seals: seals.map(|pdf| self.raster(&pdf, dpi)).transpose()?,
        })
    }

    fn open(&mut self, sheet: &Sheet) -> Result<()> {
        let mut values = sheet.values.clone();
        values.insert("seals".into(), json!(sheet.stamps));
        values.insert("handwriting".into(), json!(self.handwriting));
        let html = self
            .layouts
            .get_template(sheet.layout)?
            .render(minijinja::value::Serde(&values))
            .with_context(|| sheet.layout.to_owned())?;
        let path = self.work.path().join("sheet.html");
        std::fs::write(&path, html)?;
        self.call("Page.navigate", json!({ "url": format!("file://{}", path.display()) }))?;
        self.event("Page.loadEventFired")?;
        let ready = "document.fonts.ready.then(() => new Promise(done => setTimeout(done, 30)))";
        self.call("Runtime.evaluate", json!({ "expression": ready, "awaitPromise": true }))?;
        Ok(())
    }

    fn print(&mut self, layer: &str) -> Result<Vec<u8>> {
        self.call(
            "Runtime.evaluate",
            json!({ "expression": format!("document.documentElement.className = '{layer}'") }),
        )?;
        let printed = self.call("Page.printToPDF", json!({
            "printBackground": true, "preferCSSPageSize": true, "pageRanges": "1", "marginTop": 0, "marginBottom": 0, "marginLeft": 0, "marginRight": 0,
        }))?;
        let data = printed["data"].as_str().context("no page was printed")?;
        Ok(base64::engine::general_purpose::STANDARD.decode(data)?)
    }

    fn raster(&self, pdf: &[u8], dpi: u32) -> Result<RgbImage> {
        let (source, stem) = (self.work.path().join("page.pdf"), self.work.path().join("page"));
        std::fs::write(&source, pdf)?;
        let status = Command::new("pdftoppm")
            .args(["-png", "-singlefile", "-r", &dpi.to_string()])
            .arg(&source)
            .arg(&stem)
            .status()
            .context("run pdftoppm")?;
        if !status.success() {
            bail!("pdftoppm failed");
        }
        Ok(image::open(stem.with_extension("png"))?.to_rgb8())
    }

    fn call(&mut self, method: &str, params: Value) -> Result<Value> {
        self.next += 1;
        let id = self.next;
        let mut message = json!({ "id": id, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.to.write_all(message.to_string().as_bytes())?;
        self.to.write_all(&[0])?;
        self.to.flush()?;
        loop {
            let answer = self.receive()?;
            if answer["id"] == json!(id) {
                if let Some(error) = answer.get("error") {
                    bail!("{method}: {error}");
                }
                return Ok(answer["result"].clone());
            }
        }
    }

    fn event(&mut self, method: &str) -> Result<()> {
        while self.receive()?["method"] != json!(method) {}
        Ok(())
    }

    fn receive(&mut self) -> Result<Value> {
        let mut bytes = Vec::new();
        self.from.read_until(0, &mut bytes)?;
        if bytes.pop() != Some(0) {
            bail!("the browser went away");
        }
        Ok(serde_json::from_slice(&bytes)?)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.call("Browser.close", json!({}));
        let _ = self.child.wait();
    }
}

fn stylesheets(folder: Option<&Path>) -> Vec<String> {
    let Some(folder) = folder else { return Vec::new() };
    let mut sheets: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path().join("index.css"))
        .filter(|p| p.exists())
        .collect();
    sheets.sort();
    sheets.iter().map(|p| format!("file://{}", p.display())).collect()
}

/// How much seal ink lies on each pixel: 0 none, 255 full.
pub fn ink_of(seals: &RgbImage) -> GrayImage {
    GrayImage::from_fn(seals.width(), seals.height(), |x, y| {
        let [r, g, b] = seals.get_pixel(x, y).0;
        image::Luma([255 - r.min(g).min(b)])
    })
}
