//! What the office sets: scan profiles, scanners by address, the watched folder.

use std::collections::BTreeSet;
use std::path::Path;

use hezhi_capture::{Profile, Watched, escl};

use super::told;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::shown;
use crate::view::{
    CaptureProblem, CaptureSettings, FoundScanners, ScanProfile, ScannerAbilities, WatchedFolder,
};

/// The setting under which all of it is kept, as JSON.
const KEY: &str = "capture";
/// More profiles than there are keys help nobody.
const MOST: usize = 12;

impl Desk {
    pub fn capture_settings(&self) -> Result<CaptureSettings, DeskError> {
        let kept = self.store.setting(KEY)?;
        // What a later version wrote in another form is no reason to refuse the counter.
        Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
    }

    /// Puts the settings in force; gives them as they are kept. Files that lie in a folder when it
    /// begins to be watched are left alone: they are no paper of whoever comes next.
    pub fn set_capture_settings(
        &self,
        settings: &CaptureSettings,
    ) -> Result<CaptureSettings, DeskError> {
        let mut settings = settings.clone();
        check_profiles(&settings.profiles)?;
        settings.addresses.retain(|address| !address.trim().is_empty());
        for address in &mut settings.addresses {
            *address = escl::Address::parse(address).map_err(|error| told(&error))?.to_string();
        }
        settings.addresses.sort();
        settings.addresses.dedup();
        if let Some(watched) = &mut settings.watched {
            self.begin_to_watch(watched)?;
        }
        self.store.set(KEY, &serde_json::to_string(&settings)?)?;
        Ok(settings)
    }

    fn begin_to_watch(&self, watched: &mut WatchedFolder) -> Result<(), DeskError> {
        let typed = watched.folder.trim().trim_matches('"');
        let folder = Path::new(typed).canonicalize().map_err(|_| {
            DeskError::NotFound(format!(
                "找不到文件夹“{}”。请检查路径、网络盘是否连着，然后重试。",
                shown(Path::new(typed))
            ))
        })?;
        if folder.starts_with(self.home()) || self.home().starts_with(&folder) {
            return Err(DeskError::Invalid(
                "不能监视数据文件夹。请另建一个文件夹给扫描仪存图。".into(),
            ));
        }
        watched.folder = folder.to_string_lossy().into_owned();
        let before = self.capture_settings()?.watched;
        if before.is_none_or(|before| before.folder != watched.folder) {
            let there = Watched::new(&folder).marks().map_err(|error| told(&error))?;
            self.store.note_watched(&watched.folder, &there, None)?;
        }
        Ok(())
    }

    /// Looks for scanners, which takes some seconds. Where no profile is set yet, the first
    /// scanner that answers gets two.
    pub fn find_scanners(&self) -> Result<FoundScanners, DeskError> {
        let settings = self.capture_settings()?;
        let (scanners, problems) = self.captures.scanners.find(&settings.addresses);
        let mut problems: Vec<CaptureProblem> = problems.iter().map(CaptureProblem::from).collect();
        if settings.profiles.is_empty() {
            for scanner in &scanners {
                match self.captures.scanners.abilities(&scanner.id) {
                    Ok(abilities) => {
                        let profiles = Profile::usual(scanner, &abilities);
                        self.set_capture_settings(&CaptureSettings { profiles, ..settings })?;
                        break;
                    }
                    Err(error) => problems.push(CaptureProblem::from(&error)),
                }
            }
        }
        Ok(FoundScanners { scanners, problems })
    }

    /// What a scanner offers: asked of it.
    pub fn scanner_abilities(&self, scanner: &str) -> Result<ScannerAbilities, DeskError> {
        self.captures.scanners.abilities(scanner).map_err(|error| told(&error))
    }
}

fn check_profiles(profiles: &[ScanProfile]) -> Result<(), DeskError> {
    let invalid = |why: String| Err(DeskError::Invalid(why));
    if profiles.len() > MOST {
        return invalid(format!("扫描方案最多 {MOST} 个。请先删去不用的。"));
    }
    let mut names = BTreeSet::new();
    for profile in profiles {
        let name = profile.name.trim();
        if name.is_empty() || name.chars().count() > 30 {
            return invalid("扫描方案要有名称，最多 30 个字。".into());
        }
        if !names.insert(name) {
            return invalid(format!("有两个扫描方案都叫“{name}”。请给其中一个换个名称。"));
        }
    }
    Ok(())
}
