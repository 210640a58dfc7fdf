//! A scanner that announces itself on the network, as AirScan devices do.

use std::time::Duration;

use hezhi_capture::escl::discover;
use hezhi_capture::{Scanner, ScannerKind};
use mdns_sd::{ServiceDaemon, ServiceInfo};

#[test]
fn a_scanner_that_announces_itself_is_found() {
    let daemon = ServiceDaemon::new().unwrap();
    let told = [("ty", "试验一体机 100"), ("rs", "/eSCL"), ("pdl", "image/jpeg")];
    let service = ServiceInfo::new(
        "_uscan._tcp.local.",
        "hezhi-test",
        "hezhi-test.local.",
        "",
        8091,
        &told[..],
    );
    let service = service.unwrap().enable_addr_auto();
    daemon.register(service).unwrap();
    let is_ours = |scanner: &Scanner| scanner.name == "试验一体机 100";
    let found =
        (0..4).find_map(|_| discover(Duration::from_millis(1500)).into_iter().find(is_ours));
    let _ = daemon.shutdown();
    let Some(found) = found else {
        // A container without a network has nobody to announce itself to.
        assert!(!has_network(), "the scanner announced itself and was not found");
        eprintln!("skipped: this machine has no network but its own");
        return;
    };
    assert_eq!(found.kind, ScannerKind::Escl);
    assert!(found.id.starts_with("escl:http://") && found.id.ends_with(":8091/eSCL"), "{found:?}");
}

/// Whether there is a way out that multicast could take.
fn has_network() -> bool {
    let routes = std::fs::read_to_string("/proc/net/route").unwrap_or_default();
    routes.lines().skip(1).any(|line| !line.starts_with("lo"))
}
