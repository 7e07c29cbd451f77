//! What things are called: counted, followed, put together and taken apart.

use serde_json::json;

use crate::page::Page;

const KURILS: &str = "#/names?name=southern+Kurils";

pub fn counted(page: &Page<'_>) {
    page.open_view("#/names", "names");
    page.wait_for(".names article");
    let all = page.count(".names article");

    page.click_text(".facet label", "People");
    page.wait_address("#/names?kind=person");
    page.until(
        "fewer names than all",
        "const n = visible('.names article').length; return n > 0 && n < arguments[0]",
        json!([all]),
    );
    page.type_into(".within input", "kawai");
    page.wait_address_with("q=kawai");
    page.wait_count(".names article", 1);

    // A number opens its lines, all of them.
    page.open_view(KURILS, "names");
    page.wait_count(".names article", 1);
    page.wait_for_text("main h1", "southern Kurils");
    page.wait_for_text(".names tbody th", "Northern Territories");
    let n = page.eval(
        "const row = visible('.names tbody tr').find((e) => e.innerText.includes('Northern Territories'));
         const link = row.querySelector('td:last-child a');
         const n = Number(link.innerText);
         link.click();
         return n",
    );
    page.wait_ready("search");
    page.wait_address_with("as=lines");
    let n = n.as_u64().expect("it is a number");
    page.wait_count(".lines tbody tr", n as usize);

    page.open_view(KURILS, "names");
    page.wait_for(".names a.first");
    page.click(".names a.first");
    page.wait_ready("read");
    page.wait_address_with("p=");
}

pub fn put_elsewhere(page: &Page<'_>) {
    page.open_view(KURILS, "names");
    page.click_text(".names tbody button", "“Northern Territories”");
    page.click_text(".placing button", "stands alone");
    page.wait_for_text(".placed", "1 form");
    page.until(
        "the form to be gone",
        "return !visible('.names tbody th').some((e) => e.innerText.includes('Northern Territories'))",
        json!([]),
    );

    // It is there again when the page is, and goes where it is put.
    page.open_view("#/names?name=Northern+Territories", "names");
    page.wait_for_text(".names tbody th", "found as southern Kurils");
    page.click_text(".names .head button", "move");
    page.type_into(".placing input", "Kuril Islands");
    page.click_text(".placing button", "keep");
    page.wait_for_text("main h1", "Kuril Islands");
    page.keep_saved_files();
    page.click_text(".placed button", "save as names.csv");
    page.until(
        "rows of the name",
        "return window.__name === 'names.csv'
             && window.__saved?.includes('\\r\\nKuril Islands,Northern Territories,,,place\\r\\n')",
        json!([]),
    );
    page.click_text(".names tbody button", "as found");
    page.wait_gone(".placed");
    page.wait_for_text("main h1", "southern Kurils");

    // What others wrote there does no harm.
    page.eval("localStorage.setItem('crossread-names', 'x\\n\\t\\nTokyo\\tTokyo\\nJapan\\tJapan')");
    page.open_view("#/names", "names");
    page.wait_for(".names article");
    page.click_text(".placed button", "forget all");
    page.wait_gone(".placed");
}
