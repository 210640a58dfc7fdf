//! The address of a scanner, as people type it.

use std::fmt;

use crate::error::CaptureError;

/// `http` or `https`, host with port, and the path before the names of eSCL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    scheme: &'static str,
    host: String,
    path: String,
}

impl Address {
    /// From `192.168.1.20`, `scanner.local:8080` or a whole URL.
    pub fn parse(typed: &str) -> Result<Address, CaptureError> {
        let typed = typed.trim();
        let wrong = || {
            CaptureError::Unsuitable(format!(
                "“{}”不像扫描仪的地址。请写成 192.168.1.20 或 http://192.168.1.20:80/eSCL 这样。",
                typed.chars().take(80).collect::<String>()
            ))
        };
        let (scheme, rest) = match typed.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => ("http", rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => ("https", rest),
            Some(_) => return Err(wrong()),
            None => ("http", typed),
        };
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |c: char| c.is_ascii_alphanumeric() || ".-_:[]%".contains(c);
        if host.is_empty() || host.len() > 255 || !host.chars().all(plain) {
            return Err(wrong());
        }
        let path = path.trim_matches('/');
        if !path.chars().all(|c| c.is_ascii_alphanumeric() || "./-_~".contains(c)) {
            return Err(wrong());
        }
        let path = if path.is_empty() { "eSCL" } else { path };
        Ok(Address { scheme, host: host.to_owned(), path: path.to_owned() })
    }

    /// Host, with its port where it has one.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The URL of one of the scanner's resources.
    pub(super) fn resource(&self, name: &str) -> String {
        format!("{self}/{name}")
    }

    /// The URL of what the scanner's `Location` names. Of that only the path counts: many name a
    /// host that only they know, and no answer may send us elsewhere.
    pub(super) fn located(&self, location: &str) -> Option<String> {
        let path = match location.split_once("://") {
            Some((_, rest)) => rest.split_once('/').map(|(_, path)| path)?,
            None => location,
        };
        let path = path.trim_start_matches('/').trim_end_matches('/');
        let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}#".contains(c);
        let known = !path.is_empty() && path.len() < 512 && path.chars().all(plain);
        known.then(|| format!("{}://{}/{path}", self.scheme, self.host))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}://{}/{}", self.scheme, self.host, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_type_it() {
        let whole = |typed: &str| Address::parse(typed).map(|address| address.to_string());
        assert_eq!(whole(" 192.168.1.20 "), Ok("http://192.168.1.20/eSCL".into()));
        assert_eq!(whole("HTTPS://scan.local:9443/"), Ok("https://scan.local:9443/eSCL".into()));
        assert_eq!(whole("http://10.0.0.5/ipp/eSCL/"), Ok("http://10.0.0.5/ipp/eSCL".into()));
        for wrong in ["", "ftp://x", "file:///etc/passwd", "a b", "http://x/?q", "user@host"] {
            assert!(whole(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_answer_sends_us_to_another_host() {
        let address = Address::parse("http://10.0.0.5:8080").unwrap();
        let at = |location: &str| address.located(location);
        assert_eq!(at("/eSCL/ScanJobs/7"), Some("http://10.0.0.5:8080/eSCL/ScanJobs/7".into()));
        assert_eq!(
            at("http://printer.invalid/eSCL/ScanJobs/7/"),
            Some("http://10.0.0.5:8080/eSCL/ScanJobs/7".into())
        );
        assert_eq!(at("http://nothing"), None);
        assert_eq!(at("/a b"), None);
    }
}
