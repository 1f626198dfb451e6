namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>A failure as the model has it.</summary>
public sealed class ModelException(FailureKind kind, string type, string message, string stepId = "", int attempts = 0, int others = 0) : Exception(message)
{
    public FailureKind Kind => kind;

    public string Type => type;

    public string StepId => stepId;

    public int Attempts => attempts;

    public int Others => others;

    public static ModelException Timeout(string stepId, string message) => new(FailureKind.Step, "Timeout", message, stepId, 1);

    public static ModelException Cancelled() => new(FailureKind.Cancel, "planned", "cancelled");

    public ModelException With(int more) => new(Kind, Type, Message, StepId, Attempts, Others + more);

    public override string ToString() => $"{Kind} {Type}: {Message} at {StepId} after {Attempts}, {Others} others";
}
