// Relative, because the page is tried below another one.
export default { base: "./" };
