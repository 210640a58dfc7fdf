//! Scanners that announce themselves on the local network (mDNS).

use std::time::{Duration, Instant};

use mdns_sd::{ResolvedService, ServiceDaemon, ServiceEvent};

use super::Address;
use crate::scanners::{Scanner, ScannerKind};

/// With plain HTTP, and with TLS.
const SERVICES: [(&str, &str); 2] =
    [("_uscan._tcp.local.", "http"), ("_uscans._tcp.local.", "https")];

/// A network that announces more is not an office's.
const MOST: usize = 64;

/// What answers within this time. A machine without a network has none.
pub fn discover(within: Duration) -> Vec<Scanner> {
    let Ok(daemon) = ServiceDaemon::new() else { return Vec::new() };
    let asked: Vec<_> = SERVICES
        .iter()
        .filter_map(|(service, scheme)| Some((daemon.browse(service).ok()?, *scheme)))
        .collect();
    let begun = Instant::now();
    let mut found: Vec<Scanner> = Vec::new();
    while begun.elapsed() < within && found.len() < MOST {
        for (events, scheme) in &asked {
            while let Ok(event) = events.recv_timeout(Duration::from_millis(50)) {
                if let ServiceEvent::ServiceResolved(service) = event
                    && let Some(scanner) = announced(&service, scheme)
                    // The same device over TLS comes second and is left out.
                    && !found.iter().any(|known| known.name == scanner.name)
                {
                    found.push(scanner);
                }
            }
        }
    }
    let _ = daemon.shutdown();
    found
}

fn announced(service: &ResolvedService, scheme: &str) -> Option<Scanner> {
    let host = service.get_addresses_v4().into_iter().next()?;
    let told = |key: &str| service.get_property_val_str(key).filter(|text| !text.is_empty());
    let path = told("rs").unwrap_or("eSCL").trim_matches('/').to_owned();
    let address =
        Address::parse(&format!("{scheme}://{host}:{}/{path}", service.get_port())).ok()?;
    let name: String = told("ty").unwrap_or(service.get_fullname()).chars().take(80).collect();
    Some(Scanner { id: format!("escl:{address}"), name, kind: ScannerKind::Escl })
}
