//! The queue as people arrange it: an application's place, and saved views.

use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{QueueFilter, QueuePlace, QueueView};

/// A name has to fit a button.
const LONGEST_NAME: usize = 30;

/// More than these nobody finds again.
const MOST_VIEWS: usize = 50;

impl Desk {
    /// Where an application stands in the queue, and what is around it; without an application,
    /// where to begin.
    pub fn queue_place(
        &self,
        application: Option<&str>,
        filter: &QueueFilter,
    ) -> Result<QueuePlace, DeskError> {
        self.store.place(application, filter)
    }

    pub fn queue_views(&self) -> Result<Vec<QueueView>, DeskError> {
        self.store.queue_views()
    }

    /// Saves a view in the place of the one that is called `name`, or behind the others. Another
    /// name in the view renames it. Answers with all views.
    pub fn save_queue_view(
        &self,
        name: &str,
        view: &QueueView,
    ) -> Result<Vec<QueueView>, DeskError> {
        let mut view = view.clone();
        view.name = usable_name(&view.name)?;
        (view.filter.offset, view.filter.limit) = (None, None);
        self.store.change_queue_views(|views| {
            let at = views.iter().position(|known| known.name == name);
            if views.iter().enumerate().any(|(i, v)| v.name == view.name && Some(i) != at) {
                return Err(DeskError::Invalid(format!(
                    "已经有名为“{}”的视图。请换一个名称。",
                    view.name
                )));
            }
            if view.default {
                views.iter_mut().for_each(|other| other.default = false);
            }
            match at {
                Some(at) => views[at] = view,
                None if views.len() >= MOST_VIEWS => {
                    return Err(DeskError::Invalid(format!(
                        "最多保存 {MOST_VIEWS} 个视图。请先删除不用的。"
                    )));
                }
                None => views.push(view),
            }
            Ok(())
        })
    }

    /// Deletes a view; one that is gone already is no error. Answers with all views.
    pub fn delete_queue_view(&self, name: &str) -> Result<Vec<QueueView>, DeskError> {
        self.store.change_queue_views(|views| {
            views.retain(|view| view.name != name);
            Ok(())
        })
    }
}

fn usable_name(name: &str) -> Result<String, DeskError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(DeskError::Invalid("视图要有名称。请填写后再保存。".into())),
        1..=LONGEST_NAME => Ok(name),
        _ => Err(DeskError::Invalid(format!("视图名称超过 {LONGEST_NAME} 字。请缩短。"))),
    }
}
