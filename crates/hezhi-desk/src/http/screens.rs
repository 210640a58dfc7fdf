//! The screens: what `ui/` was built into, embedded.

use axum::body::Body;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

/// Release builds carry the files, debug builds read them where they were built.
#[derive(RustEmbed)]
#[folder = "../../ui/dist/"]
#[allow_missing = true]
struct Built;

/// Shown where the program was built without its screens.
const NOT_BUILT: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>核址</title>\
    <h1>界面尚未构建</h1><p>请在项目文件夹里运行 <code>./dev run</code>，\
    或先在 <code>ui</code> 里运行 <code>npm ci &amp;&amp; npm run build</code>，再重新构建本程序。</p></html>";

pub(super) async fn screen(method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let name = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    match Built::get(name) {
        Some(file) => {
            ([(header::CONTENT_TYPE, content_type(name))], Body::from(file.data.into_owned()))
                .into_response()
        }
        None if name == "index.html" => {
            ([(header::CONTENT_TYPE, content_type(name))], NOT_BUILT).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
