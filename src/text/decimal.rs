//! Numbers for readers.

/// A number that is not negative, rounded to hundredths: `3.14`. `format!` would bring all of
/// Rust's printing of floats along, six kilobytes of the page.
///
/// ```
/// use crossread::text::hundredths;
/// assert_eq!(hundredths(3.14159), "3.14");
/// assert_eq!(hundredths(0.999), "1.00");
/// assert_eq!(hundredths(-1.0), "0.00");
/// ```
pub fn hundredths(value: f32) -> String {
    let n = (value * 100.0 + 0.5) as u32;
    format!("{}.{:02}", n / 100, n % 100)
}
