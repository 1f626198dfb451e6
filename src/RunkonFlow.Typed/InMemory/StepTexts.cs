namespace RunkonFlow.Typed.InMemory;

/// <summary>The texts of a step row, which most rows have none of; apart from the row, so that those do not touch the memory.</summary>
internal sealed class StepTexts
{
    public string? Error;
    public string? ErrorType;
    public string? Markers;
    public string? Context;
    public string? ResultText;
    public string? ChildRunId;
    public string? StructuredOutput;

    public void Clear()
    {
        (Error, ErrorType, Markers, Context) = (null, null, null, null);
        (ResultText, ChildRunId, StructuredOutput) = (null, null, null);
    }
}
