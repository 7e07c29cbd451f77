//! Sources side by side.

use super::documents;
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
