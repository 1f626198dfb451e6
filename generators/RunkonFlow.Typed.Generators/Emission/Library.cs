namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Names of the library and the framework as emitted code writes them.</summary>
internal static class Library
{
    public const string Root = "global::RunkonFlow.Typed";
    public const string Machines = Root + ".Machines";
    public const string Command = Machines + ".FlowCommand";
    public const string CommandKind = Machines + ".FlowCommandKind";
    public const string Completion = Machines + ".Completion";
    public const string LargeSlot = Machines + ".LargeSlot";
    public const string CompletionKind = Machines + ".CompletionKind";
    public const string FrameJson = Machines + ".FrameJson";
    public const string Path = Machines + ".IterationPath";
    public const string WorkflowStart = Root + ".WorkflowStart";
    public const string GateRequest = Machines + ".GateRequest";
    public const string GateAnswer = Machines + ".GateAnswer";
    public const string TimerRequest = Machines + ".TimerRequest";
    public const string BranchSet = Machines + ".BranchSet";
    public const string Frame = Machines + ".FlowFrame";
    public const string Failure = Root + ".Failure";
    public const string StepContext = Root + ".StepContext";
    public const string Token = "global::System.Threading.CancellationToken";
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string Writer = "global::System.Text.Json.Utf8JsonWriter";
    public const string Reader = "global::System.Text.Json.Utf8JsonReader";
    public const string PropertyName = "global::System.Text.Json.JsonTokenType.PropertyName";
}
