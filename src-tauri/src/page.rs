//! Page images under `page://localhost/{application}/{file}/{page}?max={pixels}`, and pieces of
//! them under `?level={n}&column={n}&row={n}`: an image element takes them without a detour
//! through JSON. A file that is not sent yet stands under a blank in the application's place.

use hezhi_desk::Tile;
use hezhi_desk::view::{ApiError, ErrorCode};
use percent_encoding::percent_decode_str;
use tauri::http::{Response, StatusCode, Uri, header};

use crate::window::Opened;

pub const SCHEME: &str = "page";

/// No application's number is blank.
const NO_APPLICATION: &str = " ";

/// Which page is asked for, and how long its longer side may be.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    application: String,
    file: String,
    page: u32,
    longest: Option<u32>,
    tile: Option<Tile>,
}

/// The image, or the desk's reason in JSON.
pub fn respond(opened: &Opened, uri: &Uri) -> Response<Vec<u8>> {
    let image = opened.desk().cloned().and_then(|desk| {
        let wanted = parse(uri).ok_or_else(unknown_page)?;
        let Wanted { application, file, page, longest, tile } = wanted;
        if application == NO_APPLICATION {
            return desk.upload_image(&file, page, longest).map_err(|error| ApiError::from(&error));
        }
        tile.map_or_else(
            || desk.page_image(&application, &file, page, longest),
            |tile| desk.page_tile(&application, &file, page, tile),
        )
        .map_err(|error| ApiError::from(&error))
    });
    let (status, kind, body) = match image {
        Ok(image) => (StatusCode::OK, "image/jpeg", image.to_vec()),
        Err(error) => {
            let body = serde_json::to_vec(&error).unwrap_or_default();
            (StatusCode::NOT_FOUND, "application/json", body)
        }
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    // An application can come again with other scans under the same names.
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, max-age=60"));
    response
}

fn parse(uri: &Uri) -> Option<Wanted> {
    let mut parts = uri
        .path()
        .strip_prefix('/')?
        .split('/')
        .map(|part| percent_decode_str(part).decode_utf8().ok().map(|text| text.into_owned()));
    let (application, file, page) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    let number = |name: &str| -> Option<Option<u32>> {
        let mut pairs =
            uri.query().unwrap_or_default().split('&').filter_map(|p| p.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value.parse()).transpose().ok()
    };
    let tile = match (number("level")?, number("column")?, number("row")?) {
        (Some(level), Some(column), Some(row)) => Some(Tile { level, column, row }),
        _ => None,
    };
    Some(Wanted { application, file, page: page.parse().ok()?, longest: number("max")?, tile })
}

fn unknown_page() -> ApiError {
    ApiError {
        code: ErrorCode::NotFound,
        message: "没有这一页。请回到列表，重新打开这件申请。".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(uri: &str) -> Option<Wanted> {
        parse(&uri.parse().ok()?)
    }

    #[test]
    fn names_hold_spaces_slashes_and_chinese() {
        let page = wanted("page://localhost/CN%2F1/%E6%88%BF%E4%BA%A7%E8%AF%81%201.jpg/2?max=1600");
        let page = page.expect("a page");
        assert_eq!((page.application.as_str(), page.file.as_str()), ("CN/1", "房产证 1.jpg"));
        assert_eq!((page.page, page.longest, page.tile), (2, Some(1600), None));
    }

    #[test]
    fn a_piece_is_named_by_level_column_and_row() {
        let page = wanted("page://localhost/a/b/1?level=1&column=2&row=0").expect("a piece");
        assert_eq!(page.tile, Some(Tile { level: 1, column: 2, row: 0 }));
    }

    #[test]
    fn a_file_that_is_not_sent_yet_has_no_application() {
        let page = wanted("page://localhost/%20/0a/1?max=2000").expect("a page");
        assert_eq!((page.application.as_str(), page.file.as_str()), (NO_APPLICATION, "0a"));
    }

    #[test]
    fn what_names_no_page_is_refused() {
        for uri in [
            "page://localhost/", "page://localhost/a/b", "page://localhost/a/b/c",
            "page://localhost/a/b/1/2", "page://localhost/a/b/1?max=x", "page://localhost/a/%ff/1",
        ] {
            assert_eq!(wanted(uri), None, "{uri}");
        }
    }
}
