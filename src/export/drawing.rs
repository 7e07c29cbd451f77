//! Drawings, and as files of their own: the same shapes with the colors written out.

use std::fmt::Write;

/// Shapes on a plane; a shape lies over those before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// In units of the plane.
    pub width: i32,
    /// In units of the plane.
    pub height: i32,
    /// What is drawn.
    pub title: String,
    /// How it is to be read.
    pub about: String,
    /// From the lowest to the highest.
    pub shapes: Vec<Shape>,
}

/// An element of SVG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// `line`, `rect`, `circle` or `text`.
    pub tag: &'static str,
    /// Its attributes that say where it lies.
    pub places: Vec<(&'static str, i32)>,
    /// How it looks.
    pub look: Look,
    /// The color of a source, 0 to 4, where the look wants one.
    pub color: u8,
    /// What a text says.
    pub words: String,
}

/// How a shape looks; colors come from the stylesheet or, in a file, from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A thin line.
    Rule,
    /// A line where time is left out.
    Gap,
    /// In the color of a source.
    Filled,
    /// An outline in the color of a source.
    Hollow,
    /// A letter on a filled shape.
    OnFilled,
    /// A letter on a hollow shape.
    OnHollow,
    /// Words from their left end on.
    Words,
    /// Words around their middle.
    Head,
    /// Quiet words around their middle.
    Quiet,
}

const INK: &str = "#1b1c1f";
const PAPER: &str = "#ffffff";
const QUIET: &str = "#5a5c63";
const RULE: &str = "#dcd8cd";
const SOURCES: [&str; 5] = ["#1f5f8b", "#8a4b08", "#4b6b1e", "#7a2e6d", "#2d5f5d"];

impl Look {
    /// Its class in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Look::Rule => "rule",
            Look::Gap => "gap",
            Look::Filled => "filled",
            Look::Hollow => "hollow",
            Look::OnFilled => "on-filled",
            Look::OnHollow => "on-hollow",
            Look::Words => "words",
            Look::Head => "head",
            Look::Quiet => "head quiet",
        }
    }

    /// Its attributes where no stylesheet is.
    fn attributes(self, color: u8) -> String {
        let color = SOURCES[usize::from(color) % SOURCES.len()];
        let middle = "text-anchor=\"middle\"";
        match self {
            Look::Rule => format!("stroke=\"{RULE}\""),
            Look::Gap => format!("stroke=\"{QUIET}\" stroke-dasharray=\"3 4\""),
            Look::Filled => format!("fill=\"{color}\" stroke=\"{color}\" stroke-width=\"2\""),
            Look::Hollow => format!("fill=\"{PAPER}\" stroke=\"{color}\" stroke-width=\"2\""),
            Look::OnFilled => format!("fill=\"{PAPER}\" font-weight=\"700\" {middle}"),
            Look::OnHollow => format!("fill=\"{color}\" font-weight=\"700\" {middle}"),
            Look::Words => format!("fill=\"{INK}\""),
            Look::Head => format!("fill=\"{INK}\" {middle}"),
            Look::Quiet => format!("fill=\"{QUIET}\" {middle}"),
        }
    }
}

/// A drawing as a file of its own, SVG 1.1. Linear.
pub fn svg(drawing: &Drawing) -> String {
    let Drawing { width, height, .. } = drawing;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>{}</title>\n<desc>{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
        escaped(&drawing.title),
        escaped(&drawing.about),
    );
    for shape in &drawing.shapes {
        let _ = write!(out, "<{}", shape.tag);
        for (name, value) in &shape.places {
            let _ = write!(out, " {name}=\"{value}\"");
        }
        let _ = write!(out, " {}", shape.look.attributes(shape.color));
        out += &match shape.words.is_empty() {
            true => "/>\n".to_owned(),
            false => format!(">{}</{}>\n", escaped(&shape.words), shape.tag),
        };
    }
    out + "</svg>\n"
}

/// Words as XML has them; what it cannot hold at all is left out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_each_shape_and_harmless_words() {
        let shape = |tag, places, look, words: &str| Shape {
            tag,
            places,
            look,
            color: 1,
            words: words.to_owned(),
        };
        let drawing = Drawing {
            width: 40,
            height: 20,
            title: "A & <b>".to_owned(),
            about: "Two\u{1}lines".to_owned(),
            shapes: vec![
                shape("circle", vec![("cx", 5), ("r", 3)], Look::Hollow, ""),
                shape("text", vec![("x", 5)], Look::OnHollow, "</svg>"),
            ],
        };
        assert_eq!(
            svg(&drawing),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\" viewBox=\"0 0 40 20\" \
             font-family=\"sans-serif\" font-size=\"12\">\n<title>A &amp; &lt;b&gt;</title>\n\
             <desc>Two lines</desc>\n<rect width=\"40\" height=\"20\" fill=\"#ffffff\"/>\n\
             <circle cx=\"5\" r=\"3\" fill=\"#ffffff\" stroke=\"#8a4b08\" stroke-width=\"2\"/>\n\
             <text x=\"5\" fill=\"#8a4b08\" font-weight=\"700\" text-anchor=\"middle\">&lt;/svg&gt;</text>\n</svg>\n"
        );
    }
}
