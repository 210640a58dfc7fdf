//! The TypeScript types in `ui/src/api/generated/` are those of the Rust API. After changing a
//! type, run the test once with `HEZHI_BLESS=1` and commit what it wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use hezhi_desk::view;
use ts_rs::{Config, TS};

#[test]
fn the_generated_bindings_are_those_of_the_api() {
    let fresh = tempfile::tempdir().expect("a temporary folder");
    // No number of the API passes 2^53, and JSON has one kind of number.
    let config = Config::new().with_out_dir(fresh.path()).with_large_int("number");
    view::QueueFilter::export_all(&config).expect("export");
    view::Queue::export_all(&config).expect("export");
    view::QueuePlace::export_all(&config).expect("export");
    view::QueueView::export_all(&config).expect("export");
    view::Period::export_all(&config).expect("export");
    view::Overview::export_all(&config).expect("export");
    view::OverviewTable::export_all(&config).expect("export");
    view::Batch::export_all(&config).expect("export");
    view::BatchFolder::export_all(&config).expect("export");
    view::BatchInput::export_all(&config).expect("export");
    view::BatchItems::export_all(&config).expect("export");
    view::BatchResultsForm::export_all(&config).expect("export");
    view::Capture::export_all(&config).expect("export");
    view::CaptureSettings::export_all(&config).expect("export");
    view::FoundScanners::export_all(&config).expect("export");
    view::ScannerAbilities::export_all(&config).expect("export");
    view::Review::export_all(&config).expect("export");
    view::DecisionInput::export_all(&config).expect("export");
    view::Rule::export_all(&config).expect("export");
    view::Imported::export_all(&config).expect("export");
    view::Brought::export_all(&config).expect("export");
    view::Declaration::export_all(&config).expect("export");
    view::FurtherPapers::export_all(&config).expect("export");
    view::Declared::export_all(&config).expect("export");
    view::EarlierSubmission::export_all(&config).expect("export");
    hezhi::address::AddressBoxes::export_all(&config).expect("export");
    hezhi::address::DistrictTowns::export_all(&config).expect("export");
    view::Visit::export_all(&config).expect("export");
    view::OpenVisit::export_all(&config).expect("export");
    view::VisitOpening::export_all(&config).expect("export");
    view::VisitInput::export_all(&config).expect("export");
    view::VisitFiles::export_all(&config).expect("export");
    view::PageChange::export_all(&config).expect("export");
    view::VisitEnding::export_all(&config).expect("export");
    view::VisitEnded::export_all(&config).expect("export");
    view::Status::export_all(&config).expect("export");
    view::GazetteerChanged::export_all(&config).expect("export");
    view::CorrectionInput::export_all(&config).expect("export");
    view::BoxReading::export_all(&config).expect("export");
    view::NoteInput::export_all(&config).expect("export");
    view::Notice::export_all(&config).expect("export");
    view::NoticeInput::export_all(&config).expect("export");
    view::IssuedNotice::export_all(&config).expect("export");
    view::NoticeSettings::export_all(&config).expect("export");
    view::TemplatePreview::export_all(&config).expect("export");
    view::ApiError::export_all(&config).expect("export");
    let mut want = files(fresh.path());
    let index: String = want
        .keys()
        .map(|name| format!("export type * from \"./{}\";\n", name.trim_end_matches(".ts")))
        .collect();
    want.insert("index.ts".into(), index);

    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/api/generated");
    if std::env::var_os("HEZHI_BLESS").is_some() {
        fs::create_dir_all(&kept).expect("the folder of the bindings");
        for name in files(&kept).keys() {
            fs::remove_file(kept.join(name)).expect("remove");
        }
        for (name, text) in &want {
            fs::write(kept.join(name), text).expect("write");
        }
    }
    let have = files(&kept);
    assert!(
        have == want,
        "the bindings are stale: run `HEZHI_BLESS=1 cargo test -p hezhi-desk --test bindings`"
    );
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?.to_owned();
            Some((name, fs::read_to_string(&path).ok()?))
        })
        .collect()
}
