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
        (_sequence, _seenInbox, _knownInbox, _position) = (Claim.Sequence, Claim.InboxSequence, Claim.InboxSequence, Claim.LastPosition);
        _status = Claim.Status;
        (_isCancelling, _finalizersDueAt) = (_status == RunStatus.Cancelling, Claim.FinalizersDueAt);
        _clockOffset = OffsetFrom(Claim.Now);
        (_undo, _isCompensating, _cancelNote) = (null, false, Claim.CancelRequest);
        _trimmedBefore = 0;
        Heed(Claim.Requests);
        if (_isCancelling) Note(StopCause.Cancel);

        _workflow = _catalog[Claim.WorkflowName, Claim.WorkflowVersion];
        _current = _root;
        try
        {
            LoadSaved();
            OpenRoot();
            ReadFrame();
            WatchDeadline();
            return true;
        }
        // A stored value of another form shows in whatever exception its reader, or the constructor of its type, throws.
        catch (Exception e) when (e is IncompatibleFrameException or PayloadUnreadableException or JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            Log.RunIncompatible(_engine.Logger, RunId, Claim.WorkflowName, e.Message);
            (_draft.Commit.Error, _draft.Commit.Shape) = (e.Message, _workflow.Definition.ShapeHash);
            _frameIsStored = true;
            await CommitAsync(RunStatus.Incompatible, releases: true).ConfigureAwait(false);
            return false;
        }
    }

    private void OpenRoot()
    {
        _itemNode = Claim.ItemNode.Length == 0 ? 0 : _workflow.IndexOf(Claim.ItemNode);
        _instance = CreateWorkflow();
        OpenFrame();
    }

    private void OpenFrame()
    {
        var frame = _itemNode == 0 ? _workflow.Rent(_instance) : _workflow.Machine.CreateItemFrame(_itemNode, _instance);
        frame.Machine = _workflow.Machine;
        frame.Large.MaxBytes = _engine.Options.MaxPayloadBytes;
        _root.Open(frame, _workflow.Definition.Nodes, RunId, Claim.DryRun);
    }

    private object CreateWorkflow()
    {
        if (_workflow.SharedInstance(_engine.Scopes) is { } shared) return shared;
        _services = _engine.Scopes.CreateAsyncScope();
        return _workflow.Registration.Create(_services.Value.ServiceProvider);
    }

    private void ReadFrame()
    {
        _root.Frame.SegmentTime = Claim.CreatedAt;
        _root.Frame.SegmentSeed = RunId.Value;
        if (Claim.Frame.IsEmpty)
        {
            var input = StoredJson.Open(Claim.Input.Span);
            if (_itemNode == 0) _workflow.Machine.ReadInput(_root.Frame, ref input);
            else _workflow.Machine.ReadItemInput(_itemNode, _root.Frame, ref input);
            return;
        }
        var json = StoredJson.Open(Claim.Frame.Span);
        _root.Frame.Large.Load(Claim.Values);
        _root.Frame.Read(ref json);
        _root.Frame.Large.Unload();
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
        _deadlineTimer?.Dispose();
        (_deadlineTimer, _deadline) = (null, null);
        // A body that was given up may still touch its frame and its services: neither serves another run.
        if (_root.Frame is { } frame && IsReusable && _itemNode == 0) _workflow.Return(frame);
        _root.Frame = null!;
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
    public bool IsReusable => !_leftABodyBehind && !_root.Attempt.LeftABodyBehind;
}
