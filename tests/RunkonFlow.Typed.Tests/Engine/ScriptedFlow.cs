using System.Collections.Immutable;
using System.Text.Json;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Tests.Engine;

/// <summary>One operation of a scripted flow.</summary>
internal sealed record ScriptedOperation(NodeDefinition Node, Func<StepContext, CancellationToken, ValueTask<int>> Body, TimerRequest Timer = default)
{
    public static ScriptedOperation Step(
        string id, Func<StepContext, CancellationToken, ValueTask<int>> body, RetryPolicy? retry = null, TimeSpan? timeout = null,
        bool atMostOnce = false, bool isFinalizer = false)
        => new(
            new()
            {
                Id = id,
                Kind = NodeKind.Step,
                StepId = id,
                Retry = retry ?? RetryPolicy.None,
                Timeout = timeout,
                AtMostOnce = atMostOnce,
                IsInFinalizer = isFinalizer,
                ArgumentsArePlain = true,
            },
            body);

    public static ScriptedOperation Step(string id, Func<int> body) => Step(id, (_, _) => new(body()));

    public static ScriptedOperation Delay(string id, TimeSpan duration)
        => new(new() { Id = id, Kind = NodeKind.Timer, StepId = "delay", ArgumentsArePlain = true }, (_, _) => new(0), new(duration, null));
}

/// <summary>
/// A machine made by hand: operations one after the other, the result their sum; operations in a finalizer come last and run
/// however the others end. So the engine is tested without the generator.
/// </summary>
internal sealed class ScriptedFlow : FlowMachine
{
    public ScriptedFlow(string id, params ScriptedOperation[] operations)
    {
        Operations = [.. operations];
        var none = new NodeDefinition { Id = "", Kind = NodeKind.None, StepId = "" };
        Definition = new()
        {
            Id = id,
            Version = 1,
            Title = id,
            Nodes = [none, .. operations.Select(o => o.Node)],
            ShapeHash = "scripted",
            Graph = new() { Workflow = id, Version = 1, Title = id, Nodes = [], Edges = [] },
        };
        Registration = new(id, 1, typeof(ScriptedFlow), isStateless: true, () => this, _ => this);
    }

    public ImmutableArray<ScriptedOperation> Operations { get; }

    public WorkflowRegistration Registration { get; }

    public override WorkflowDefinition Definition { get; }

    public void Register(RunkonFlowBuilder builder) => builder.Add(Registration);

    public WorkflowStart<int> Start() => new(Registration, this);

    public override FlowFrame CreateFrame(object workflow) => new Frame(this);

    public override void Bind(FlowFrame frame, object workflow) { }

    public override void WriteInput(Utf8JsonWriter json, object input)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }

    public override void ReadInput(FlowFrame frame, ref Utf8JsonReader json) => json.Skip();

    public override bool WriteOutput(Utf8JsonWriter json, FlowFrame frame)
    {
        json.WriteNumberValue(((Frame)frame).Sum);
        return true;
    }

    public override object? ReadOutput(ref Utf8JsonReader json) => json.GetInt32();

    private sealed class Frame(ScriptedFlow flow) : FlowFrame
    {
        private Failure? _pending;

        public int Sum { get; private set; }

        public override int Node => Math.Max(Position, 0);

        public override Failure? Pending => _pending;

        public override FlowCommand Advance()
        {
            Position++;
            if (Position <= flow.Operations.Length)
                return new(flow.Operations[Position - 1].Node.Kind == NodeKind.Timer ? FlowCommandKind.Timer : FlowCommandKind.Step, Position);
            Position = -1;
            Outcome = _pending;
            return new(Outcome is null ? FlowCommandKind.Return : FlowCommandKind.Fail, 0);
        }

        public override async ValueTask ExecuteAsync(int node, StepContext step, CancellationToken cancellationToken)
            => Sum += await flow.Operations[node - 1].Body(step, cancellationToken);

        public override void Fail(Failure failure)
        {
            // As an emitted frame does: a later failure replaces an earlier one, but never a cancellation.
            if (_pending?.Kind == FailureKind.Cancel) FinalizerError ??= failure;
            else _pending = failure;
            while (Position < flow.Operations.Length && !flow.Operations[Position].Node.IsInFinalizer) Position++;
        }

        public override TimerRequest TimerOf(int node) => flow.Operations[node - 1].Timer;

        public override bool WriteResult(Utf8JsonWriter json, int node)
        {
            json.WriteNumberValue(Sum);
            return true;
        }

        public override void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteNumber("position", Position);
            json.WriteNumber("sum", Sum);
            if (_pending is not null)
            {
                json.WritePropertyName("pending");
                _pending.Write(json);
            }
            json.WriteEndObject();
        }

        public override void Read(ref Utf8JsonReader json)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString();
                json.Read();
                if (name == "position") Position = json.GetInt32();
                else if (name == "sum") Sum = json.GetInt32();
                else _pending = Failure.Read(ref json);
            }
        }

        public override void Reset()
        {
            base.Reset();
            (Sum, _pending) = (0, null);
        }
    }
}
