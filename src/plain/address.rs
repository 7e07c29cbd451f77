//! Where a site will lie.

use std::fmt;
use std::str::FromStr;

/// The public address of a site's folder: `https://example.org/treaty/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

/// Why an address could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not the address of a folder on the web; write it as in https://example.org/treaty/"
)]
pub struct AddressError(String);

impl Address {
    /// The address of one of the site's files; the folder's own for an empty name.
    pub fn of(&self, file: &str) -> String {
        let mut out = self.0.clone();
        for c in file.chars() {
            if c.is_ascii_alphanumeric() || "-_.~/".contains(c) {
                out.push(c);
            } else {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
        }
        out
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(written: &str) -> Result<Address, AddressError> {
        let fail = || AddressError(written.to_owned());
        let folder = written.strip_suffix("index.html").unwrap_or(written);
        let after = ["https://", "http://"]
            .iter()
            .find_map(|it| folder.strip_prefix(it))
            .ok_or_else(fail)?;
        let host = after.split('/').next().unwrap_or_default();
        // As browsers show it, without anything that means something else in a link.
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~%:/!()+,;=@[]".contains(c);
        let is_host = host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[');
        if !is_host || host.contains('@') || !after.chars().all(is_plain) {
            return Err(fail());
        }
        let end = if folder.ends_with('/') { "" } else { "/" };
        Ok(Address(format!("{folder}{end}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_on_the_web() {
        for (written, expected) in [
            ("https://example.org", "https://example.org/"),
            ("https://example.org/treaty", "https://example.org/treaty/"),
            ("http://[::1]:8080/a/index.html", "http://[::1]:8080/a/"),
        ] {
            let address: Address = written.parse().expect(written);
            assert_eq!(address.to_string(), expected);
        }
    }

    #[test]
    fn what_is_no_folder_says_so() {
        for wrong in [
            "",
            "example.org",
            "https://",
            "https:///a",
            "ftp://example.org",
            "https://me@example.org/",
            "https://example.org/?a",
            "https://example.org/#a",
            "https://example.org/\"><script>",
            "https://example.org/a b",
            "javascript:alert(1)",
        ] {
            let error = wrong.parse::<Address>().expect_err(wrong);
            assert!(
                error.to_string().starts_with(&format!("“{wrong}” is not")),
                "{error}"
            );
        }
    }

    #[test]
    fn files_of_a_site() {
        let address: Address = "https://example.org/a/".parse().expect("an address");
        for (file, expected) in [
            ("", "https://example.org/a/"),
            ("read/tass-1.html", "https://example.org/a/read/tass-1.html"),
            (
                "read/мир.html",
                "https://example.org/a/read/%D0%BC%D0%B8%D1%80.html",
            ),
        ] {
            assert_eq!(address.of(file), expected);
        }
    }
}
