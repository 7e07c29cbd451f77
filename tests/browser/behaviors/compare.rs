//! Sources side by side.

use serde_json::json;

use super::documents;
use crate::engine::Engine;
use crate::page::Page;

pub fn side_by_side(page: &Page<'_>) {
    page.open_view("#/", "overview");
    let documents = documents(page);
    for n in [2, 3] {
        page.open_view(
            &format!("#/compare?docs={}", documents[..n].join(",")),
            "compare",
        );
        page.wait_for("table.compare tr td");
        let rows = page.count("table.compare tbody tr");
        assert!(rows > 1, "{n} sources share {rows} row");
        let widest = page.eval(
            "return Math.max(...visible('table.compare tbody tr').map((row) => row.querySelectorAll('td').length))",
        );
        assert_eq!(widest, n, "a column for each of {n} sources");
    }
    // A sentence that reports two things leads from its second row to its own.
    page.wait_for("table.compare td .why a");
    let own =
        page.eval(r"return visible('table.compare td .why a')[0].textContent.match(/\d+/)[0]");
    let own = own.as_str().expect("the number of a row");
    page.click("table.compare td .why a");
    page.wait_for(&format!("#row-{own}:focus"));
}

/// The comparison of the first three sources.
fn open_three(page: &Page<'_>) -> String {
    page.open_view("#/", "overview");
    let documents = documents(page);
    let address = format!("#/compare?docs={}", documents[..3].join(","));
    page.open_view(&address, "compare");
    page.wait_for("table.compare tr td");
    address
}

pub fn stepped_through(page: &Page<'_>) {
    open_three(page);
    // To a row in which a number, a date or a negation differs, by keys alone; and from there on.
    page.press('}');
    page.wait_for("tr[data-chosen=true]:focus .differs");
    let first = page.address();
    page.press('}');
    page.until(
        "another row that differs",
        "return location.hash !== arguments[0] && visible('tr[data-chosen=true]:focus .differs').length > 0",
        json!([first.trim_start_matches(|it| it != '#')]),
    );
    page.press('{');
    page.wait_address(&first);
    // What is in the address is there again.
    page.open_view(&first, "compare");
    page.wait_for("tr[data-chosen=true] .differs");
}

pub fn word_by_word(page: &Page<'_>) {
    page.open_view("#/", "overview");
    let documents = documents(page);
    let address = format!("#/compare?docs={}", documents[..2].join(","));
    page.open_view(&address, "compare");
    page.click_text(".legend a", "word by word");
    page.wait_for("table.compare[data-words=true] tr[data-shared=true] .only");
    // By keys alone, to a row in which both report the same thing in other words.
    page.press('}');
    page.wait_for("tr[data-chosen=true]:focus .differs");
    let first = page.address();
    assert!(first.contains("as=words"), "{first}");
    // What is said to stand in one source only does not stand in the other.
    let told = page.eval(
        r"const words = (it) => it.textContent.toLowerCase().match(/[\p{L}’']+/gu) ?? [];
          return visible('table.compare tr[data-shared=true]').flatMap((row) => {
            const [one, other] = row.querySelectorAll('td');
            return [[one, other], [other, one]].flatMap(([here, there]) =>
              [...here.querySelectorAll('.only')].flatMap(words).filter((it) => words(there).includes(it)));
          })",
    );
    assert_eq!(told, json!([]));
    assert!(page.count("table.compare tr[data-shared=true] .same") > 0);
    // What a mark means is read out, in the words of the legend.
    let unsaid = page.eval(
        "return visible('table.compare .sentence > [class]:not(.there)').filter((it) =>
           getComputedStyle(it, '::before').content === 'none'
             || !it.title.startsWith(document.querySelector(`.legend .${it.className}`).textContent))
           .map((it) => it.outerHTML)",
    );
    assert_eq!(unsaid, json!([]));
    // What is in the address is there again.
    page.open_view(&first, "compare");
    page.wait_for("table.compare[data-words=true] tr[data-chosen=true] .differs");
    // A row alone, which other pages can embed, is still word by word.
    page.click_text(".legend a", "one row at a time");
    page.wait_count("table.compare[data-words=true] tbody tr", 1);
    // With a third source there are rows alone.
    page.open_view(
        &format!("#/compare?docs={}&as=words", documents[..3].join(",")),
        "compare",
    );
    page.wait_for("table.compare[data-words=false] .same");
    // From rows that both report, of which these two have none, there is a way to all.
    let apart = [&*documents[1], &*documents[3]].join(",");
    page.open_view(
        &format!("#/compare?docs={apart}&as=words&rows=shared"),
        "compare",
    );
    page.wait_for_text(".empty", "No row that several report.");
    page.click_text(".legend a", "all rows");
    page.wait_for("table.compare[data-words=true] tbody tr");
}

pub fn reviewed(page: &Page<'_>) {
    open_three(page);
    let shared = "table.compare tr[data-shared=true]";
    let n_shared = page.count(shared);
    // A row whose sentences stand nowhere else.
    let row = page.eval(
        "return visible('table.compare tr[data-shared=true]').find((row) => !row.querySelector('td .why')).id",
    );
    let row = row.as_str().expect("a row");
    page.click(&format!("#{row} th > a"));
    page.wait_for("tr[data-chosen=true] .review");
    let words = page.text("tr[data-chosen=true] td .sentence");
    page.press('y');
    page.wait_for("tr[data-chosen=true] .review [aria-pressed=true]");
    page.wait_for_text(".reviews li", ": the same.");

    // Kept across a visit.
    let here = page.address();
    page.open_view("#/", "overview");
    page.open_view(&here, "compare");
    page.wait_for("tr[data-chosen=true] .review [aria-pressed=true]");

    // Said otherwise: the two no longer stand together.
    page.press('r');
    page.wait_for_text(".reviews li", "not the same");
    page.until(
        "a row fewer in which these words stand beside others, or other words",
        "const rows = visible(arguments[0]).map((row) => row.innerText);
         return rows.length !== arguments[1] || !rows.some((it) => it.includes(arguments[2]) && it.includes('strong'))",
        json!([shared, n_shared, words]),
    );
    page.keep_saved_files();
    page.click_text(".reviews button", "save as links.csv");
    page.until(
        "the saved file",
        r"return window.__name === 'links.csv'
            && window.__saved?.startsWith('verdict,source,words,other source,other words\r\ndifferent,')",
        json!([]),
    );
    page.click_text(".reviews button", "forget all");
    page.wait_gone(".reviews");
    page.wait_count(shared, n_shared);
}

pub fn copied_words(page: &Page<'_>) {
    open_three(page);
    // The accounts were written apart from each other: the page says so plainly.
    page.wait_for_text(".word-for-word .note", "names and set phrases aside");
}

/// What is printed is what is seen; WebKit's driver cannot print, so there it is not tried.
pub fn printed(page: &Page<'_>) {
    open_three(page);
    page.press(']');
    page.wait_for("tr[data-chosen=true]");
    let sentence = page.text("tr[data-chosen=true] td .sentence");
    let Some(pdf) = page.print() else {
        println!(
            "not tried in {}: its driver prints nothing",
            page.engine().name()
        );
        return;
    };
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let printed = squeezed(&pdf_extract::extract_text_from_mem(&pdf).expect("a PDF with text"));
    let words: Vec<&str> = sentence.split_whitespace().take(4).collect();
    let wanted = squeezed(&words.join(" "));
    assert!(
        printed.contains(&wanted),
        "{wanted:?} is not in {printed:?}"
    );
}

/// A window of 320 pixels, which is also what 1,280 pixels are at four times the size.
pub fn narrow(page: &Page<'_>) {
    page.open_view("#/", "overview");
    for (view, address) in super::every_view(page) {
        page.open("narrow.html");
        page.eval_with(
            "document.querySelector('iframe').src = 'index.html' + arguments[0]",
            json!([address]),
        );
        page.until(
            &format!("{address} within 320 pixels"),
            "const { contentDocument: inner, contentWindow: window } = document.querySelector('iframe');
             const main = inner?.querySelector(`main[data-view=${arguments[0]}][data-state=ready]`);
             return Boolean(main) && window.innerWidth === 320 && inner.documentElement.scrollWidth <= 320",
            json!([view]),
        );
    }
}

/// Colors chosen by the system: what marks mean is not told by color alone.
pub fn forced_colors(page: &Page<'_>) {
    open_three(page);
    if page.engine() != Engine::Chromium {
        println!(
            "not tried in {}: its driver forces no colors",
            page.engine().name()
        );
        return;
    }
    page.force_colors(true);
    page.until(
        "forced colors",
        "return matchMedia('(forced-colors: active)').matches",
        json!([]),
    );
    let looks = page.eval(
        "return ['.same', '.renamed', '.differs'].map((it) => {
             const { textDecorationLine, textDecorationStyle, borderTopStyle } = getComputedStyle(document.querySelector(`.legend ${it}`));
             return [textDecorationLine, textDecorationStyle, borderTopStyle].join(' ');
         })",
    );
    page.force_colors(false);
    assert_eq!(
        looks,
        json!([
            "underline solid none",
            "underline dotted none",
            "none solid solid"
        ])
    );
}
