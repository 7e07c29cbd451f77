//! What the desk and its worker say to each other. Files and bundles travel beside it, uncopied.

use serde::{Deserialize, Serialize};

use crate::corpus::Document;
use crate::ingest::Problem;

/// What the worker is to do; the answers come in the order of the jobs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Job {
    /// Read the file that travels along.
    Read {
        /// What the file is called from now on.
        number: u32,
        /// Its name, relative to its folder.
        name: String,
    },
    /// Take documents in the place of what the file held; there is no answer.
    Put {
        /// The file.
        number: u32,
        /// All of its documents.
        documents: Vec<Document>,
    },
    /// Make a bundle of everything.
    Build {
        /// What the collection is called, whatever its settings say.
        title: Option<String>,
    },
}

/// What came of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Done {
    /// A file was read, or could not be.
    Read {
        /// The file.
        number: u32,
        /// What it holds.
        contents: Contents,
        /// What is wrong with it.
        problems: Vec<Problem>,
    },
    /// A bundle was made, which travels along; empty when there are no documents.
    Built {
        /// What the collection is called.
        title: String,
        /// How many documents it has.
        n_documents: u32,
        /// What is wrong with the documents among themselves, or with the settings.
        problems: Vec<Problem>,
        /// The files that print one article, for each that more than one prints.
        copies: Vec<Vec<String>>,
    },
}

/// What a file turned out to hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Contents {
    /// Articles; none when it could not be read.
    Documents(Vec<Document>),
    /// What is said of the collection.
    Settings,
    /// A bundle made before: its articles, and what the collection is called.
    Bundle(Vec<Document>, String),
}
