//! Files become documents. Knows formats, not files: bytes come in, documents and problems go out.
