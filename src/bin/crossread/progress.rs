//! How far it is, with rate and time left, on a terminal; nothing anywhere else.

use std::sync::atomic::{AtomicU64, Ordering};

use crossread::builder::Step;
use indicatif::{ProgressBar, ProgressStyle};

/// What is drawn of work on `n` things of one noun in the plural.
pub(crate) fn bar(doing: &'static str, n: usize, nouns: &str) -> ProgressBar {
    let template =
        format!("{{msg}} {{wide_bar}} {{pos}} of {{len}} {nouns}, {{per_sec}}, {{eta}} left");
    let style = ProgressStyle::with_template(&template);
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(n as u64)
        .with_style(style)
        .with_message(doing)
}

/// Draws the steps of building.
pub(crate) struct Steps {
    bar: ProgressBar,
    /// The most that was told: steps may arrive out of order.
    most: AtomicU64,
}

impl Steps {
    pub(crate) fn new(n_documents: usize) -> Steps {
        Steps {
            bar: bar("analyzing", n_documents, "articles"),
            most: AtomicU64::new(0),
        }
    }

    pub(crate) fn show(&self, step: Step) {
        match step {
            Step::Analyze(n, _) => {
                let before = self.most.fetch_max(n as u64, Ordering::Relaxed);
                self.bar.set_position(before.max(n as u64));
            }
            Step::Compare => self.bar.set_message("comparing"),
            Step::Index => self.bar.set_message("indexing"),
        }
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
