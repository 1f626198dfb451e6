namespace RunkonFlow.Typed.Generators.Model;

/// <summary>The types of a request, as emitted code writes them.</summary>
/// <param name="Message">What is sent.</param>
/// <param name="Reply">What is answered.</param>
internal sealed record RequestModel(string Message, string Reply);
