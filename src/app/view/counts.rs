//! Numbers and lists in words.

/// `1 source`, `3 sources`, `no sources`; `noun` in the singular.
///
/// ```
/// use crossread::app::view::count;
/// assert_eq!(count(1_u32, "reply"), "1 reply");
/// assert_eq!(count(1729_u32, "word"), "1,729 words");
/// assert_eq!(count(2_u32, "match"), "2 matches");
/// assert_eq!(count(0_u32, "reply"), "no replies");
/// ```
pub fn count(n: impl Into<u64>, noun: &str) -> String {
    let n = n.into();
    let plural = || match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with('s') || noun.ends_with("ch") => format!("{noun}es"),
        _ => format!("{noun}s"),
    };
    match n {
        0 => format!("no {}", plural()),
        1 => format!("1 {noun}"),
        _ => format!("{} {}", grouped(n), plural()),
    }
}

/// A share in whole hundredths, rounded: `37 %`; what is there at all is at least `1 %`.
///
/// ```
/// use crossread::app::view::percent;
/// assert_eq!(percent(3, 8), "38 %");
/// assert_eq!(percent(1, 1000), "1 %");
/// assert_eq!(percent(0, 0), "0 %");
/// ```
pub fn percent(part: u32, whole: u32) -> String {
    let (part, whole) = (u64::from(part), u64::from(whole.max(1)));
    let share = (200 * part + whole) / (2 * whole);
    format!("{} %", share.max(u64::from(part > 0)))
}

/// Thousands parted by commas.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., end] => format!("{} {last} {end}", before.join(", ")),
    }
}
