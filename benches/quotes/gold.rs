//! Reports whose statements were reviewed by hand.

use serde_json::Value;

/// A report with its statements.
pub(crate) struct Report {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) quotes: Vec<Quote>,
}

/// A statement, as the gold file has it; offsets are code points.
pub(crate) struct Quote {
    pub(crate) range: (usize, usize),
    pub(crate) kind: String,
    /// What of it stands in quotation marks.
    pub(crate) quoted: Vec<(usize, usize)>,
    pub(crate) speaker: Speaker,
    /// The words that report.
    pub(crate) cue: Option<String>,
    pub(crate) relay: String,
    /// Neither a miss when absent nor an error when found.
    pub(crate) is_optional: bool,
}

/// Who speaks: by name, or by the words that mention them.
pub(crate) struct Speaker {
    pub(crate) name: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) mention: Option<(usize, usize)>,
}

/// The reports of a gold file.
///
/// # Errors
/// When a line is none of them: which, and what it lacks.
pub(crate) fn read(file: &str) -> Result<Vec<Report>, String> {
    let lines = (1..).zip(file.lines()).filter(|it| !it.1.trim().is_empty());
    lines
        .map(|(n, line)| {
            let value: Value =
                serde_json::from_str(line).map_err(|error| format!("line {n}: {error}"))?;
            report(&value).ok_or_else(|| format!("line {n} lacks doc, text, quotes, start or end"))
        })
        .collect()
}

fn report(value: &Value) -> Option<Report> {
    let quotes = value["quotes"].as_array()?;
    Some(Report {
        name: value["doc"].as_str()?.to_owned(),
        text: value["text"].as_str()?.to_owned(),
        quotes: quotes.iter().map(quote).collect::<Option<_>>()?,
    })
}

fn quote(value: &Value) -> Option<Quote> {
    let number = |value: &Value| Some(value.as_u64()? as usize);
    let pair = |it: &Value| Some((number(&it[0])?, number(&it[1])?));
    let range = (number(&value["start"])?, number(&value["end"])?);
    let kind = value["kind"].as_str().unwrap_or("direct").to_owned();
    let quoted = value["quoted"].as_array().into_iter().flatten();
    let mut quoted: Vec<(usize, usize)> = quoted.filter_map(pair).collect();
    if quoted.is_empty() && kind == "direct" {
        quoted.push(range);
    }
    let string = |value: &Value| value.as_str().map(str::to_owned);
    let aliases = value["aliases"].as_array().into_iter().flatten();
    let mention = number(&value["speaker_start"]).zip(number(&value["speaker_end"]));
    Some(Quote {
        range,
        kind,
        quoted,
        speaker: Speaker {
            name: string(&value["speaker"]),
            aliases: aliases.filter_map(string).collect(),
            mention,
        },
        cue: string(&value["cue"]),
        relay: string(&value["relay"]).unwrap_or_default(),
        is_optional: value["optional"].as_bool().unwrap_or(false),
    })
}
