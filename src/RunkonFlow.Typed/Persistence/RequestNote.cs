namespace RunkonFlow.Typed.Persistence;

/// <summary>Who asked for something, why and when.</summary>
/// <param name="Reason">Why; a cancellation's reason type such as <c>UserRequested</c>, or free text.</param>
/// <param name="By">Who.</param>
/// <param name="At">When, on the store's clock.</param>
public sealed record RequestNote(string Reason, string By, DateTimeOffset At);
