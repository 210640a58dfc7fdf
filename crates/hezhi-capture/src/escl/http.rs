//! The little HTTP that eSCL needs. Answers are limited in size and time, follow no redirection
//! to elsewhere, and go through no proxy.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use ureq::tls::{TlsConfig, TlsProvider};
use ureq::{Agent, Body, http::Response};

use super::Address;
use crate::error::CaptureError;

/// How long a device may take to connect and to answer, but for a page.
pub(super) const USUAL: Duration = Duration::from_secs(10);
pub(super) const QUICK: Duration = Duration::from_secs(3);

/// What a device tells of itself is some kilobytes.
const LONGEST: u64 = 4 << 20;

#[derive(Clone)]
pub(super) struct Client {
    agent: Agent,
    address: Address,
}

impl Client {
    /// `patience`: how long an answer may take to begin.
    pub fn new(address: &Address, patience: Duration) -> Result<Client, CaptureError> {
        // Such devices sign their own certificates: whoever set the address up trusts it.
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .disable_verification(true)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(USUAL.min(patience)))
            .timeout_recv_response(Some(patience))
            .build();
        Ok(Client { agent: config.new_agent(), address: address.clone() })
    }

    pub fn get_text(&self, name: &str) -> Result<String, CaptureError> {
        let mut answer = self.get(&self.address.resource(name))?;
        match answer.status().as_u16() {
            200 => {}
            503 => return Err(CaptureError::Busy),
            401 | 403 => {
                return Err(CaptureError::Device("它要求登录，请在设备上关闭扫描口令".into()));
            }
            other => return Err(CaptureError::Device(format!("HTTP {other}"))),
        }
        let mut text = Vec::new();
        let body = answer.body_mut().with_config().limit(LONGEST).reader();
        body.take(LONGEST).read_to_end(&mut text).map_err(|_| CaptureError::CutOff)?;
        Ok(String::from_utf8_lossy(&text).trim_start_matches('\u{feff}').to_owned())
    }

    pub fn get(&self, url: &str) -> Result<Response<Body>, CaptureError> {
        self.agent.get(url).call().map_err(|error| self.unreachable(&error))
    }

    pub fn post(&self, name: &str, xml: &str) -> Result<Response<Body>, CaptureError> {
        let url = self.address.resource(name);
        let asked = self.agent.post(url).header("Content-Type", "text/xml").send(xml);
        asked.map_err(|error| self.unreachable(&error))
    }

    /// Nothing hangs on the answer.
    pub fn delete(&self, url: &str) {
        let _ = self.agent.delete(url).call();
    }

    pub fn address(&self) -> &Address {
        &self.address
    }

    fn unreachable(&self, error: &ureq::Error) -> CaptureError {
        match error {
            ureq::Error::Timeout(ureq::Timeout::RecvResponse) => {
                CaptureError::TimedOut(USUAL.as_secs())
            }
            ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => {
                CaptureError::Device(error.to_string())
            }
            _ => CaptureError::Unreachable(self.address.host().to_owned()),
        }
    }
}

/// How long the device asks to be left alone, within reason.
pub(super) fn retry_after(answer: &Response<Body>) -> Duration {
    let header = answer.headers().get("Retry-After").and_then(|value| value.to_str().ok());
    let seconds = header.and_then(|value| value.trim().parse::<u64>().ok()).unwrap_or(1);
    Duration::from_secs(seconds.clamp(1, 10))
}
