//! Connections and their encryption.

use super::error::Error;
use reqwest::redirect::Policy;
use std::time::Duration;

/// A caller's change of what connects.
pub(super) type Change =
    Box<dyn FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

/// Makes what connects. It follows no redirects: those are the executor's.
pub(super) fn client(
    connect_timeout: Duration,
    change: Option<Change>,
) -> Result<reqwest::Client, Error> {
    let mut builder = builder()?.connect_timeout(connect_timeout);
    if let Some(change) = change {
        builder = change(builder);
    }
    let client = builder.redirect(Policy::none()).build();
    client.map_err(|error| Error::Configuration(error.to_string()))
}

/// Chooses rustls with the platform's certificates, and the cryptography that the program has
/// installed, or else ring.
#[cfg(feature = "rustls")]
fn builder() -> Result<reqwest::ClientBuilder, Error> {
    use rustls::{ClientConfig, crypto::CryptoProvider};
    use rustls_platform_verifier::BuilderVerifierExt;

    let provider = CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| std::sync::Arc::new(rustls::crypto::ring::default_provider()));
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .map_err(|error| Error::Configuration(format!("TLS: {error}")))?;
    Ok(reqwest::Client::builder().tls_backend_preconfigured(config.with_no_client_auth()))
}

/// Leaves the choice to reqwest: the platform's own TLS, or none.
#[cfg(not(feature = "rustls"))]
#[allow(clippy::unnecessary_wraps, reason = "the other form can fail")]
fn builder() -> Result<reqwest::ClientBuilder, Error> {
    Ok(reqwest::Client::builder())
}
