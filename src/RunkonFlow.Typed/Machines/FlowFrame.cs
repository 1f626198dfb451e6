using System.Buffers;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Machines;

/// <summary>
/// The state of one activation of a flow method: its position and live locals. The generator derives one class per flow and
/// sub-flow; the engine drives it and never looks inside. Not thread-safe: one run, one turn at a time.
/// </summary>
/// <remarks>
/// Equality of runs rests on this: whatever <see cref="Write"/> leaves out is not known to a resumed run, so an emitted frame
/// writes each slot that is live at its position.
/// </remarks>
public abstract class FlowFrame
{
    [ThreadStatic]
    private static FlowFrame? t_current;

    private LargeValues? _large;
    private AttemptTicket? _ticket;
    private List<SignalReply>? _replies;
    private int _ids;

    /// <summary>0 at the start, the local index of the operation at which the frame stands, above that a handler's entry, -1 at the end.</summary>
    public int Position;

    /// <summary>The innermost region around the position; 0 is the flow itself. It decides where a failure goes.</summary>
    public int Region;

    /// <summary>Set when the flow has ended by a failure or a cancellation.</summary>
    public Failure? Outcome;

    /// <summary>The first failure of a finalizer that ran under a cancellation, which it may not replace.</summary>
    public Failure? FinalizerError;

    /// <summary>The frame of the flow that called this sub-flow; null for the flow itself.</summary>
    public FlowFrame? Caller { get; init; }

    /// <summary>The moment at which the operation before the current segment ended.</summary>
    public DateTimeOffset SegmentTime { get; set; }

    /// <summary>From what <see cref="Flow.NewId"/> derives ids: the run, the operation before the segment, its path.</summary>
    public UInt128 SegmentSeed { get; set; }

    /// <summary>The frame whose segment runs on this thread.</summary>
    internal static FlowFrame? Current => t_current;

    /// <summary>The index, in <see cref="WorkflowDefinition.Nodes"/>, of the operation at which the frame stands; 0 at the start and the end.</summary>
    public abstract int Node { get; }

    /// <summary>The failure or cancellation with which the innermost open <c>finally</c> that has one will go on; null for none.</summary>
    public virtual Failure? Pending => null;

    /// <summary>Runs the user's statements up to the next durable operation or the end. Does no I/O.</summary>
    public abstract FlowCommand Advance();

    /// <summary>Makes one attempt at a step, with the arguments that the frame holds, and stores its result in the frame.</summary>
    /// <exception cref="AbandonedAttemptException">The attempt ended after the engine had given it up.</exception>
    public abstract ValueTask ExecuteAsync(int node, StepContext step, CancellationToken cancellationToken);

    /// <summary>The operation at which the frame stands has failed, or is cancelled: goes to the handler that takes it.</summary>
    public abstract void Fail(Failure failure);

    /// <summary>What the timer at a node waits for.</summary>
    public virtual TimerRequest TimerOf(int node) => default;

    /// <summary>What a limit of the step at a node limits, with the arguments of the call: a place in <see cref="NodeDefinition.Limits"/>.</summary>
    public virtual string LimitKeyOf(int node, int limit) => throw new ArgumentOutOfRangeException(nameof(node));

    /// <summary>What the gate at a node asks.</summary>
    public virtual GateRequest GateOf(int node) => default;

    /// <summary>Stores the decision at a gate as its result.</summary>
    public virtual void SetDecision(int node, GateAnswer answer) => throw new ArgumentOutOfRangeException(nameof(node));

    /// <summary>What the step that decides the automated gate at a node answered last; null for not yet.</summary>
    public virtual GateAnswer? ResolutionOf(int node) => null;

    /// <summary>The start of the child at a node, with the arguments of the call.</summary>
    public virtual WorkflowStart ChildOf(int node) => throw new ArgumentOutOfRangeException(nameof(node));

    /// <summary>Reads what came from outside, a signal's message, a child's result or what a test has a step return, and stores it as the result at a node.</summary>
    public virtual void ReadResult(ref Utf8JsonReader json, int node) => throw new ArgumentOutOfRangeException(nameof(node));

    /// <summary>The branches of the parallel or race at a node, opened by <see cref="Advance"/>.</summary>
    public virtual BranchSet BranchesOf(int node) => throw new ArgumentOutOfRangeException(nameof(node));

    /// <summary>The fan-out at a node; asked for once, before it begins.</summary>
    public virtual FanOutRequest FanOutOf(int node) => throw new ArgumentOutOfRangeException(nameof(node));

    /// <summary>Stores how the items of the fan-out at a node ended, as its result.</summary>
    public virtual void SetOutcomes(int node, IReadOnlyList<StoredOutcome> outcomes) => throw new ArgumentOutOfRangeException(nameof(node));

    /// <summary>The rounds of the loops around the operation at which the frame stands.</summary>
    public virtual IterationPath Path => default;

    /// <summary>Writes the result that the step at a node has just stored, or nothing and false when it has none.</summary>
    public virtual bool WriteResult(Utf8JsonWriter json, int node) => false;

    /// <summary>Writes position and live slots as a JSON object.</summary>
    public abstract void Write(Utf8JsonWriter json);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="IncompatibleFrameException">The stored position or a slot does not fit.</exception>
    public abstract void Read(ref Utf8JsonReader json);

    /// <summary>Shows the parameters and locals that live at the frame's position, those of frames within it too.</summary>
    public virtual void ShowLocals(LocalsList locals)
    {
    }

    /// <summary>Forgets everything, so that the frame can serve another run.</summary>
    public virtual void Reset()
    {
        (Position, Region, Outcome, FinalizerError) = (0, 0, null, null);
        (SegmentTime, SegmentSeed, _ids) = (default, default, 0);
        _large?.Reset();
        _replies?.Clear();
    }

    /// <summary>
    /// Writes a slot whose JSON may be long: short JSON in place, long JSON once for as long as the slot holds it.
    /// </summary>
    /// <param name="json">The frame's writer; a property name was just written.</param>
    /// <param name="slot">The slot's field of the frame.</param>
    /// <param name="value">The slot's value.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="isImmutable">The same object always has the same JSON.</param>
    protected void WriteValue<T>(Utf8JsonWriter json, ref LargeSlot slot, T value, ValueWriter<T> write, bool isImmutable)
        => Root.Large.Write(json, ref slot, value, write, isImmutable);

    /// <summary>Reads what <see cref="WriteValue"/> wrote.</summary>
    protected T ReadValue<T>(ref Utf8JsonReader json, ref LargeSlot slot, ValueReader<T> read, bool isImmutable)
        => Root.Large.Read(ref json, ref slot, read, isImmutable);

    /// <summary>Writes the replies of its segments; set by the engine on the flow's own frame.</summary>
    internal FlowMachine? Machine { get; set; }

    /// <summary>What segments have answered since the last commit; null for nothing ever.</summary>
    internal List<SignalReply>? Replies => _replies;

    /// <summary>A segment answers a request. The reply is encoded now: what the flow does to it afterwards is no part of it.</summary>
    internal void Answer(string signal, string key, object? reply)
    {
        var machine = Machine ?? throw new NoEngineException("Request.Reply");
        var payload = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(payload)) machine.WriteReply(json, signal, reply);
        if (payload.WrittenCount > Root.Large.MaxBytes) throw new PayloadTooLargeException($"The reply to '{signal}'", payload.WrittenCount, Root.Large.MaxBytes);
        (_replies ??= []).Add(new(signal, key, payload.WrittenMemory));
    }

    /// <summary>The store's transaction in which an attempt is made. Called by emitted code, for a step that takes one.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static DbTransaction TransactionOf(StepContext step) => step.Transaction
        ?? throw new InvalidOperationException($"Step '{step.StepId}' takes a DbTransaction, and there is none here: it runs on a store that has transactions, such as UseSqlite(…).");

    internal LargeValues Large => _large ??= new();

    /// <summary>Begins an attempt of a host that drives the frame by hand.</summary>
    public void OpenTicket() => OpenTicket(new AttemptTicket());

    /// <summary>Begins an attempt. Called on the run's own turn, just before <see cref="ExecuteAsync"/>.</summary>
    internal void OpenTicket(AttemptTicket ticket)
    {
        ticket.Open();
        Root._ticket = ticket;
    }

    /// <summary>Makes this frame the one that <see cref="Flow.UtcNow"/> and <see cref="Flow.NewId"/> speak for.</summary>
    protected void EnterSegments()
    {
        var root = Root;
        root._ids = 0;
        t_current = root;
    }

    /// <summary>The counterpart of <see cref="EnterSegments"/>.</summary>
    protected static void LeaveSegments() => t_current = null;

    /// <summary>Stores a result as JSON as that of the step at a node.</summary>
    internal void ReadResult(ReadOnlyMemory<byte> result, int node)
    {
        var json = StoredJson.Open(result.Span);
        ReadResult(ref json, node);
    }

    /// <summary>As above, for a result that comes later, unless the attempt was given up meanwhile.</summary>
    internal async ValueTask ReadResultAsync(ValueTask<ReadOnlyMemory<byte>> result, int node)
    {
        var ticket = Root._ticket!;
        var stamp = ticket.Stamp;
        var json = await result.ConfigureAwait(false);
        await ticket.TurnAsync(stamp).ConfigureAwait(false);
        if (!ticket.Take(stamp)) throw new AbandonedAttemptException();
        ReadResult(json, node);
    }

    /// <summary>Stores the result of a step that did not complete at once, unless it was given up meanwhile.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected static async ValueTask Later<TFrame, T>(TFrame frame, ValueTask<T> call, Action<TFrame, T> store) where TFrame : FlowFrame
    {
        var ticket = frame.Root._ticket!;
        var stamp = ticket.Stamp;
        var result = await call.ConfigureAwait(false);
        await ticket.TurnAsync(stamp).ConfigureAwait(false);
        if (!ticket.Take(stamp))
            throw new AbandonedAttemptException();
        store(frame, result);
    }

    /// <summary>
    /// A finalizer has failed. As in C#, its failure replaces what is pending, which stays attached to it; true. Only a pending
    /// cancellation is never replaced: the failure is recorded, and the run goes on with the cancellation; false.
    /// </summary>
    protected bool Replaces(ref Completion pending, Failure failure)
    {
        if (pending.Kind == CompletionKind.Cancel && failure.Kind != FailureKind.Cancel)
        {
            FinalizerError ??= failure;
            return false;
        }
        if (pending.Failure is { } earlier) failure.Follow(earlier);
        return true;
    }

    /// <summary>The id of the operation at a local index failed: for <see cref="Read"/> on an unknown one.</summary>
    protected static IncompatibleFrameException Unknown(string what, string name)
        => new($"The stored frame names {what} '{name}', which the flow no longer has.");

    internal FlowFrame Root => Caller is null ? this : Caller.Root;

    internal Guid NextId()
    {
        Span<byte> seed = stackalloc byte[20];
        BitConverter.TryWriteBytes(seed, SegmentSeed);
        BitConverter.TryWriteBytes(seed[16..], _ids++);
        var hash = System.IO.Hashing.XxHash128.HashToUInt128(seed);
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, hash);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }
}
