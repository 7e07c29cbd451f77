//! Which files a name in a publisher's settings means.

/// Whether `pattern` means the file `name`: it is the name itself, or has `*` for any characters,
/// slashes among them, and `?` for one. Costs the product of both lengths at most.
pub(super) fn is_file(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    let (mut at, mut read) = (0, 0);
    // Behind the last star, and the first character that it does not stand for.
    let mut star: Option<(usize, usize)> = None;
    while read < name.len() {
        match pattern.get(at) {
            Some('*') => {
                at += 1;
                star = Some((at, read));
            }
            Some(c) if *c == '?' || *c == name[read] => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((after, from)) = star else {
                    return false;
                };
                star = Some((after, from + 1));
                (at, read) = (after, from + 1);
            }
        }
    }
    pattern[at..].iter().all(|it| *it == '*')
}

#[cfg(test)]
mod tests {
    use super::is_file;

    #[track_caller]
    fn check(pattern: &str, meant: &[&str], others: &[&str]) {
        for name in meant {
            assert!(is_file(pattern, name), "{pattern} means {name}");
        }
        for name in others {
            assert!(!is_file(pattern, name), "{pattern} does not mean {name}");
        }
    }

    #[test]
    fn names_and_patterns() {
        check("a.txt", &["a.txt"], &["b/a.txt", "a.txt2", "A.txt", ""]);
        check("tass/*", &["tass/a.txt", "tass/b/c"], &["tass", "x/tass/a"]);
        check("*.html", &["a.html", "b/c.html"], &["a.htm"]);
        check("?-*a*", &["1-a", "1-bab"], &["12-a", "1-b"]);
        check("*", &["", "a"], &[]);
        check("", &[""], &["a"]);
        check("страница*", &["страница-1.txt"], &["стр"]);
    }

    #[test]
    fn many_stars_take_no_long_time() {
        assert!(!is_file(
            &"a*".repeat(200),
            &"a".repeat(5_000).replace('b', "c").replacen("a", "b", 1)
        ));
        assert!(!is_file(
            &format!("{}b", "*a".repeat(200)),
            &"a".repeat(5_000)
        ));
    }
}
