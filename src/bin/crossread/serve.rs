//! `crossread serve`: the page for browsers on this machine.

use std::path::Path;

use crate::Outcome;

pub(crate) fn serve(_folder: &Path, _port: Option<u16>) -> Outcome {
    Err("serving comes next".to_owned())
}
