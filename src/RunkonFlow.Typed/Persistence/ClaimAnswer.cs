namespace RunkonFlow.Typed.Persistence;

/// <summary>What a claim brought, and when the next one is worth its while: all that an idle worker asks its store.</summary>
/// <param name="Count">How many runs were handed out: the first so many of the list are filled.</param>
/// <param name="Now">The store's now.</param>
/// <param name="NextDue">
/// The earliest due time of all runs of the namespace that are claimable and that nobody owns, in any queue and of any workflow,
/// once the claim was made; null when there is none. Null too when as many were handed out as were wanted: then it was not looked for.
/// </param>
public readonly record struct ClaimAnswer(int Count, DateTimeOffset Now, DateTimeOffset? NextDue);
