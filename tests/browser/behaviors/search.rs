//! Search as you type, and from a hit into the text.

use serde_json::json;
use thirtyfour::Key;

use crate::page::Page;

pub fn while_typing(page: &Page<'_>) {
    page.open_view("#/", "overview");
    // A letter is missing, as happens to a name one has only heard.
    page.type_into("#find", "shikotn");
    page.wait_ready("search");
    page.wait_for_text("li.hit mark", "Shikotan");
    page.wait_address("#/search?q=shikotn");
    assert!(page.has_focus("#find"), "typing goes on in the search box");

    // What is typed next to it replaces the address and does not add to the history.
    page.back();
    page.wait_ready("overview");
}

pub fn a_hit_opens_at_its_passage(page: &Page<'_>) {
    page.open_view("#/search?q=shikotan", "search");
    page.wait_for("li.hit");
    page.click("li.hit a");
    page.wait_ready("read");
    page.wait_for_text("main mark", "Shikotan");
    page.until(
        "a match to stand in the window",
        "return visible('main mark').some((mark) => {
             const { top, bottom } = mark.getBoundingClientRect();
             return top >= 0 && bottom <= innerHeight;
         })",
        json!([]),
    );

    let first = page.address();
    page.press('n');
    page.until(
        "the address of the next hit",
        "return location.hash !== arguments[0]",
        json!([first]),
    );
    page.wait_ready("read");
    page.press('p');
    page.wait_address(&first);
}

pub fn narrowed_and_read_otherwise(page: &Page<'_>) {
    page.open_view("#/search?q=northern+territories+", "search");
    page.wait_count("li.hit", 7);
    // Its other names are told, and can be left out.
    page.wait_for_text(".reading", "southern Kuril Islands");
    page.click(".reading .turn");
    page.wait_address("#/search?q=northern+territories+&names=off");
    page.wait_count("li.hit", 5);
    page.back();
    page.wait_count("li.hit", 7);

    // Pressed by script: WebKit's driver will not point at a button in a list that scrolls.
    let press = |chosen: &str| {
        page.eval(&format!(
            "document.querySelector('.choice{chosen} .not').click()"
        ));
    };
    press("");
    page.wait_address_with("-source");
    page.wait_for(".facet .choice[data-excluded=\"true\"]");
    page.wait_count("li.hit", 6);
    press("[data-excluded=true]");
    page.wait_count("li.hit", 7);
    page.wait_gone(".facet .choice[data-excluded=\"true\"]");
}

pub fn gone_on_with(page: &Page<'_>) {
    page.open_view("#/search", "search");
    page.type_into("#find", "treaty shik");
    page.wait_for_text(".suggestions a", "Shikotan");
    page.press(Key::Down);
    assert!(page.has_focus(".suggestions a"), "down goes on with");
    page.press(Key::Enter);
    page.wait_address_with("q=treaty+shikotan");
    assert!(page.has_focus("#find"), "typing goes on in the search box");
    page.wait_for_text("li.hit mark", "Shikotan");
}

pub fn listed_in_other_ways(page: &Page<'_>) {
    page.open_view("#/search?q=treaty", "search");
    page.wait_for("li.hit");
    // The same answer, shown otherwise and back.
    page.click_text(".ways a", "in lines");
    page.wait_for("table.lines tbody tr");
    page.click_text(".ways a", "passages");
    page.wait_for("li.hit");
    page.click_text(".ways a", "by source");
    page.wait_address_with("as=sources");
    // Twenty hits are of four sources.
    page.wait_count("li.group", 4);
    page.click(".hits + p button");
    page.wait_count("li.group", 5);

    page.click_text(".ways a", "in lines");
    page.wait_for("table.lines tbody tr");
    let before = page.texts("table.lines td.right");
    page.click_text(".ways a", "right");
    page.wait_address("#/search?q=treaty&as=lines&sort=right");
    page.until(
        "the lines in another order",
        "const shown = visible('table.lines td.right').map((e) => e.innerText.trim());
         return shown.length > 20 && shown[0] !== arguments[0]",
        json!([before[0]]),
    );
    let words = |it: &String| {
        let letters = it.chars().filter(|c| c.is_alphanumeric() || *c == ' ');
        letters.collect::<String>().trim().to_lowercase()
    };
    let after: Vec<String> = page
        .texts("table.lines td.right")
        .iter()
        .map(words)
        .collect();
    assert!(after.is_sorted(), "lines by the words after: {after:?}");
    assert_eq!(after.len(), before.len());

    page.keep_saved_files();
    page.click_text(".ways button", "CSV");
    page.until(
        "the table of all lines",
        "return window.__saved?.trim().split('\\r\\n').length === arguments[0] + 1
             && window.__name === 'lines.csv'",
        json!([after.len()]),
    );
    page.wait_for_text(".announcement", "lines.csv");
}

pub fn says_why(page: &Page<'_>) {
    page.open_view("#/search?q=treaty+1956", "search");
    page.wait_for("li.hit");
    page.press('j');
    page.press('w');
    page.wait_for_text("dialog[open] tbody", "1956");
    page.wait_for_text("dialog[open] tbody", "treaty");
    page.press(Key::Escape);
    page.wait_gone("dialog[open]");
    assert!(page.has_focus("li.hit"), "the focus is back where it was");
}

pub fn kept(page: &Page<'_>) {
    page.open_view("#/search?q=treaty&sort=newest", "search");
    page.click_text(".saved button", "save this search");
    page.wait_for_text(".saved li a", "treaty");

    page.open_view("#/search", "search");
    page.click_text(".saved li a", "treaty");
    page.wait_address("#/search?q=treaty&sort=newest");
    page.wait_for("li.hit");
    page.click_text(".saved li button", "drop");
    page.wait_gone(".saved li");

    // What others wrote there does no harm.
    page.eval("localStorage.setItem('crossread-searches', '#/search?q=a%ZZ\\n#/quotes\\n\\u0000')");
    page.open_view("#/search?q=treaty", "search");
    page.wait_count(".saved li", 1);
}

pub fn counted(page: &Page<'_>) {
    page.open_view("#/counts", "counts");
    // Pasted, as it were: WebKit's driver types no line breaks.
    page.eval("document.querySelector('textarea').value = 'treaty\\n\\nspeaker:lavrov'");
    page.click_text("form.queries button", "Count");
    page.wait_count("table.counts tbody tr", 2);
    page.wait_address("#/counts?q=treaty%0A%0Aspeaker:lavrov");
    assert_eq!(page.text("table.counts tbody tr:nth-child(2) td"), "4");
    page.click("table.counts tbody td a");
    page.wait_ready("search");
    // As the table counts it: a finished word.
    page.wait_address("#/search?q=treaty+");
    page.back();
    page.wait_ready("counts");
    page.wait_count("table.counts tbody tr", 2);
}
