//! The catalogue: every kind of finding has a code here, and a golden case unless no input brings
//! it about.

use serde::Serialize;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// The result differs from the input, or may surprise.
    Warning,
    /// There is no result.
    Error,
}

macro_rules! catalogue {
    ($($(#[$doc:meta])+ $severity:ident $code:ident = $id:literal,)+) => {
        /// What kind of finding: a stable name, which scripts and suppressions may rely on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])+ $code,)+
        }

        impl Code {
            /// Every code, in the order of the pipeline.
            pub const ALL: &[Self] = &[$(Self::$code),+];

            /// The name, as shown in brackets behind the severity.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$code => $id,)+
                }
            }

            /// How grave a finding of this kind is.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$code => Severity::$severity,)+
                }
            }
        }
    };
}

catalogue! {
    // Input
    /// A file that cannot be read.
    Error UnreadableFile = "unreadable-file",
    /// A file that is not UTF-8.
    Error NotUtf8 = "not-utf8",
    /// `apis.toml` does not say what it should.
    Error InvalidConfiguration = "invalid-configuration",

    // Read
    /// A page without a word.
    Error EmptyPage = "empty-page",
    /// A page in no format that a reader knows.
    Error UnknownFormat = "unknown-format",
    /// An HTML page saved under the name of a Markdown page.
    Error HtmlPage = "html-page",
    /// Text that is not JSON.
    Error InvalidJson = "invalid-json",
    /// Text that is not YAML.
    Error InvalidYaml = "invalid-yaml",
    /// A key that stands twice in one object, of which the last counts.
    Warning DuplicateKey = "duplicate-key",
    /// A document nested or repeated beyond every sensible bound.
    Error TooLarge = "too-large",
    /// A code fence that the page never closes.
    Error UnclosedFence = "unclosed-fence",
    /// Something that a page says of an API in a form that is not read.
    Warning UnreadDescription = "unread-description",
    /// JSON or YAML that is not an OpenAPI document.
    Error NotOpenApi = "not-openapi",
    /// A section whose structure cannot be rebuilt with certainty.
    Error UncertainStructure = "uncertain-structure",
    /// A section that does not follow the format's grammar.
    Error InvalidSection = "invalid-section",
    /// The page's own example disagrees with what the page says of its shape.
    Warning ExampleMismatch = "example-mismatch",

    // Merge
    /// Two definitions of one thing differ.
    Error Conflict = "conflict",
    /// Several operations have one id, which then names none of them.
    Warning DuplicateOperationId = "duplicate-operation-id",
    /// A reference to something that is not there, which is read as any value.
    Warning DanglingReference = "dangling-reference",

    // Guide
    /// A how-to page names an operation that no page defines.
    Error UnknownOperation = "unknown-operation",
    /// A how-to page names a parameter that its operation does not have.
    Error UnknownParameter = "unknown-parameter",
    /// A how-to page contradicts the specification.
    Warning GuideContradiction = "guide-contradiction",

    // Overlay
    /// A file that is not an OpenAPI Overlay.
    Error InvalidOverlay = "invalid-overlay",
    /// An overlay's action whose target matches nothing.
    Error OverlayMatchesNothing = "overlay-matches-nothing",
    /// An overlay's action that leaves everything as it was.
    Error OverlayChangesNothing = "overlay-changes-nothing",

    // Normalize
    /// A mistake in the document that was mended.
    Warning Repaired = "repaired",
    /// A newer or older form that OpenAPI 3.0 has words for.
    Note Translated = "translated",
    /// Something that OpenAPI 3.0 cannot express, and that was left out.
    Warning Untranslatable = "untranslatable",
    /// A document that is not OpenAPI even after every repair.
    Error InvalidOpenApi = "invalid-openapi",

    // Lower
    /// Something that Rust has no exact form for, and what stands in its place.
    Warning Degraded = "degraded",
    /// Two names that would be one in Rust, and how they were told apart.
    Note NameCollision = "name-collision",
    /// A request's body that may be left out and can hold nothing, so that no call has one.
    Note EmptyBody = "empty-body",
    /// A parameter for a header that something else sets, so that no call has it.
    Note HeaderLeftOut = "header-left-out",
    /// Something without a place in the generated code.
    Error Skipped = "skipped",
    /// An extension, such as `x-rust`, that does not say what it should.
    Error InvalidExtension = "invalid-extension",
    /// An extension that applies to nothing in the document.
    Error UnusedExtension = "unused-extension",

    // Emit
    /// A generated file that is not Rust: a mistake of the generator.
    Error InvalidRust = "invalid-rust",
    /// A crate with more features than crates.io takes, which works everywhere else.
    Warning TooManyFeatures = "too-many-features",

    // Write
    /// A hand-written file where a generated one would go.
    Error HandWrittenFile = "hand-written-file",
    /// A file or folder that cannot be written.
    Error Unwritable = "unwritable",
}
