using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>From a claim to a frame, and back to nothing.</summary>
internal sealed partial class RunActivation
{
    /// <summary>Brings the run into memory; false when its frame does not fit the flow and it was parked for that.</summary>
    private async ValueTask<bool> LoadAsync()
    {
        _draft.Open(RunId, Claim.Generation);
        _scope.RunId = RunId;
        _scope.DryRun = Claim.DryRun;
        (_sequence, _seenInbox, _position) = (Claim.Sequence, Claim.InboxSequence, Claim.LastPosition);
        _status = Claim.Status;
        (_isCancelling, _finalizersDueAt) = (_status == RunStatus.Cancelling, Claim.FinalizersDueAt);
        _clockOffset = OffsetFrom(Claim.Now);
        _operation = default;
        Heed(Claim.Requests);
        if (_isCancelling) Note(StopCause.Cancel);

        _workflow = _catalog[Claim.WorkflowName, Claim.WorkflowVersion];
        _frame = _workflow.Rent(CreateWorkflow());
        try
        {
            ReadFrame();
            return true;
        }
        // A stored value of another form shows in whatever exception its reader, or the constructor of its type, throws.
        catch (Exception e) when (e is IncompatibleFrameException or JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            Log.RunIncompatible(_engine.Logger, RunId, Claim.WorkflowName, e.Message);
            (_draft.Commit.Error, _draft.Commit.Shape) = (e.Message, _workflow.Definition.ShapeHash);
            _frameIsStored = true;
            await CommitAsync(RunStatus.Incompatible, releases: true).ConfigureAwait(false);
            return false;
        }
    }

    private object CreateWorkflow()
    {
        if (_workflow.SharedInstance(_engine.Scopes) is { } shared) return shared;
        _services = _engine.Scopes.CreateAsyncScope();
        return _workflow.Registration.Create(_services.Value.ServiceProvider);
    }

    private void ReadFrame()
    {
        _frame.SegmentTime = Claim.CreatedAt;
        _frame.SegmentSeed = RunId.Value;
        if (Claim.Frame.IsEmpty)
        {
            var input = StoredJson.Open(Claim.Input.Span);
            _workflow.Machine.ReadInput(_frame, ref input);
            return;
        }
        var json = StoredJson.Open(Claim.Frame.Span);
        _frame.Large.Load(Claim.Values);
        _frame.Read(ref json);
        _frame.Large.Unload();
        _frameIsStored = true;
    }

    /// <summary>The store's clock against ours; what is less than a heartbeat of a good clock is nothing.</summary>
    private TimeSpan OffsetFrom(DateTimeOffset storeNow)
    {
        var offset = storeNow - _engine.Time.GetUtcNow();
        return offset.Duration() < TimeSpan.FromMilliseconds(50) ? TimeSpan.Zero : offset;
    }

    private async ValueTask CloseAsync()
    {
        // A body that was given up may still touch its frame and its services: neither serves another run.
        if (_frame is not null && !_attempt.LeftABodyBehind) _workflow.Return(_frame);
        _frame = null!;
        if (_services is not { } services) return;
        _services = null;
        try
        {
            await services.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.ScopeNotDisposed(_engine.Logger, e, Claim.WorkflowName);
        }
    }

    /// <summary>Whether the activation may serve another run.</summary>
    public bool IsReusable => !_attempt.LeftABodyBehind;
}
