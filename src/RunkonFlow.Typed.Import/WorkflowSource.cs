namespace RunkonFlow.Typed.Import;

/// <summary>One <c>.wf</c> file.</summary>
/// <param name="Path">Its name, as findings give it.</param>
/// <param name="Text">What it holds.</param>
public sealed record WorkflowSource(string Path, string Text);
