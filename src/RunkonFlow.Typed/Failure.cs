using System.Text.Json;

namespace RunkonFlow.Typed;

/// <summary>What kind of failure it is; handlers treat them differently.</summary>
public enum FailureKind : byte
{
    /// <summary>A durable operation used up its attempts. <c>catch (StepFailedException)</c> takes it.</summary>
    Step,

    /// <summary>A statement of the flow itself threw. Never caught and never retried; finalizers run.</summary>
    Fault,

    /// <summary>The run was cancelled. Finalizers run, and nothing replaces it.</summary>
    Cancel,
}

/// <summary>A failure as a run keeps it: exceptions themselves do not survive a commit, what is written here does.</summary>
public sealed class Failure
{
    // A failure that is thrown again and again in a loop must not grow without end.
    private const int MaxHistory = 16;

    private StepFailedException? _exception;

    /// <summary>What kind of failure it is.</summary>
    public required FailureKind Kind { get; init; }

    /// <summary>The full name of the exception's type, or of the reason (<c>Timeout</c>, <c>UserRequested</c>, …).</summary>
    public required string Type { get; init; }

    /// <summary>The exception's message.</summary>
    public required string Message { get; init; }

    /// <summary>The operation that failed; empty for a fault or a cancellation.</summary>
    public string StepId { get; init; } = "";

    /// <summary>Attempts made at that operation.</summary>
    public int Attempts { get; init; }

    /// <summary>The exception's stack as text, or null. Not more than 4,000 characters.</summary>
    public string? Stack { get; init; }

    /// <summary>The failure that was pending when this one, of a finalizer, replaced it.</summary>
    public Failure? Earlier { get; internal set; }

    /// <summary>Of a parallel: the failures of other branches, in source order.</summary>
    public IReadOnlyList<Failure> Others { get; private init; } = [];

    /// <summary>The kind follows the exception's type, not who threw it: a step failure that is rethrown stays one.</summary>
    public static Failure From(Exception exception)
        => exception is StepFailedException step
            ? new()
            {
                Kind = FailureKind.Step,
                Type = step.ErrorType,
                Message = step.Message,
                StepId = step.StepId,
                Attempts = step.Attempts,
                Stack = StackOf(step),
                Earlier = step.Earlier,
                Others = step.Others,
                _exception = step,
            }
            : new() { Kind = FailureKind.Fault, Type = NameOf(exception), Message = exception.Message, Stack = StackOf(exception) };

    /// <summary>A cancellation, for the reason given.</summary>
    public static Failure Cancelled(string reason, string message)
        => new() { Kind = FailureKind.Cancel, Type = reason, Message = message };

    /// <summary>The exception that a catch clause sees; the same object while the run stays in memory.</summary>
    public StepFailedException ToStepFailed()
        => _exception ??= new StepFailedException(StepId, Attempts, Type, Message) { Earlier = Earlier, Others = Others };

    /// <summary>Writes the failure as a JSON object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("kind"u8, (byte)Kind);
        json.WriteString("type"u8, Type);
        json.WriteString("message"u8, Message);
        if (StepId.Length > 0)
            json.WriteString("step"u8, StepId);
        if (Attempts > 0)
            json.WriteNumber("attempts"u8, Attempts);
        if (Stack is not null)
            json.WriteString("stack"u8, Stack);
        if (Earlier is not null)
        {
            json.WritePropertyName("earlier"u8);
            Earlier.Write(json);
        }
        if (Others.Count > 0)
        {
            json.WriteStartArray("others"u8);
            foreach (var other in Others) other.Write(json);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; the reader stands on the object's start and is left on its end.</summary>
    public static Failure Read(ref Utf8JsonReader json)
    {
        FailureKind kind = default;
        string type = "", message = "", step = "";
        var attempts = 0;
        string? stack = null;
        Failure? earlier = null;
        List<Failure>? others = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "kind":
                    kind = (FailureKind)json.GetByte();
                    break;
                case "type":
                    type = json.GetString()!;
                    break;
                case "message":
                    message = json.GetString()!;
                    break;
                case "step":
                    step = json.GetString()!;
                    break;
                case "attempts":
                    attempts = json.GetInt32();
                    break;
                case "stack":
                    stack = json.GetString();
                    break;
                case "earlier":
                    earlier = Read(ref json);
                    break;
                case "others":
                    others = [];
                    while (json.Read() && json.TokenType == JsonTokenType.StartObject) others.Add(Read(ref json));
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
        return new()
        {
            Kind = kind,
            Type = type,
            Message = message,
            StepId = step,
            Attempts = attempts,
            Stack = stack,
            Earlier = earlier,
            Others = others ?? [],
        };
    }

    /// <summary>The failure with those of other branches.</summary>
    internal Failure With(IReadOnlyList<Failure> others)
        => others.Count == 0
            ? this
            : new() { Kind = Kind, Type = Type, Message = Message, StepId = StepId, Attempts = Attempts, Stack = Stack, Earlier = Earlier, Others = others };

    /// <inheritdoc/>
    public override string ToString() => $"{Type}: {Message}";

    /// <summary>
    /// Attaches the failure that this one replaced, behind those that are attached already. The history is copied: what others
    /// hold of it does not change, so that a run in memory sees what a resumed one would.
    /// </summary>
    internal void Follow(Failure earlier)
    {
        var history = new List<Failure>();
        for (var known = Earlier; known is not null && history.Count < MaxHistory; known = known.Earlier) history.Add(known);
        for (var known = earlier; known is not null && history.Count < MaxHistory; known = known.Earlier) history.Add(known);
        Earlier = null;
        for (var i = history.Count - 1; i >= 0; i--) Earlier = history[i].Before(Earlier);
        // The exception that was thrown does not know of it; a handler gets one that does.
        _exception = null;
    }

    private Failure Before(Failure? earlier)
        => new() { Kind = Kind, Type = Type, Message = Message, StepId = StepId, Attempts = Attempts, Stack = Stack, Earlier = earlier, Others = Others };

    internal static string NameOf(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;

    internal static string? StackOf(Exception exception)
        => exception.StackTrace is { } text ? text.Length <= 4000 ? text : text[..4000] : null;
}
