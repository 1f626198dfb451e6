namespace RunkonFlow.Typed.Generators.Model;

/// <summary>A step of the workflow's own, as tests and operators name it from outside.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Id">Its id.</param>
/// <param name="Handle">The name of its handle in <c>Steps</c>.</param>
/// <param name="Result">What it returns inside the task; null for nothing.</param>
/// <param name="Accessibility">The accessibility of its handle.</param>
internal sealed record StepHandleModel(string Method, string Id, string Handle, string? Result, string Accessibility);
