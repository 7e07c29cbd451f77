(async () => {
  const parts = location.pathname.split("/");
  for (let n = parts.length - 1; n > 0; n--) {
    const root = `${parts.slice(0, n).join("/")}/`;
    const response = await fetch(`${root}files.json`).catch(() => null);
    if (!response?.ok || !response.headers.get("content-type")?.includes("json")) continue;
    const rest = parts.slice(n).join("/").replace(/\.html$/, "");
    location.replace(`${root}#/${rest}${location.search}${location.hash.replace(/^#/, "")}`);
    return;
  }
})();
