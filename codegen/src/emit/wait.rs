//! Waiting for requests that are answered before they are done.

use super::{
    scope::Scope,
    tokens::{Ident, Tokens, quote},
};
use crate::model::Wait;

/// How the status of an accepted request reads.
pub(super) fn rule(rule: &Wait, scope: &mut Scope<'_>) -> Tokens {
    let ty = scope.runtime("WaitRule");
    let Wait { status, done, failed, message } = rule;
    let message = message.as_ref().map_or(quote!(None), |message| quote!(Some(#message)));
    quote! {
        /// How the status of an accepted request reads.
        pub(super) const WAIT: #ty = #ty {
            status: #status,
            done: &[#(#done),*],
            failed: &[#(#failed),*],
            message: #message,
        };
    }
}

/// The client's method that goes on waiting.
pub(super) fn wait_for(scope: &mut Scope<'_>) -> Tokens {
    let pending = scope.runtime("Pending");
    quote! {
        /// Waits until a request that the server accepted earlier is done, at most for `limit`.
        /// `location` is where the server said that its status can be asked for.
        ///
        /// # Errors
        ///
        /// The request failed or is not done yet, or the location is of another server, which is
        /// not asked.
        #[inline]
        pub fn wait_for(&self, location: &str, limit: std::time::Duration) -> #pending<()> {
            self.core.wait_for(&WAIT, location, limit)
        }
    }
}

/// What makes an operation one to wait for.
pub(super) fn waits(marker: Ident<'_>, scope: &mut Scope<'_>) -> Tokens {
    let (waits, rule) = (scope.runtime("Waits"), scope.runtime("WaitRule"));
    let wait = scope.parent("client::WAIT");
    quote! {
        impl #waits for #marker {
            const WAIT: &'static #rule = &#wait;
        }
    }
}
