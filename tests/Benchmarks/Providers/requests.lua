-- Sends the requests of a file, one after the other: four lines each, method, path, token and body. After the last it begins
-- again; with "once" it ends there.
local requests = {}
local place = 0
local answered = 0
local once = false

function init(args)
    once = args[2] == "once"
    local line = io.lines(args[1])
    while true do
        local method = line()
        if not method then
            break
        end

        local path, token, body = line(), line(), line()
        local headers = { ["Authorization"] = token }
        if body == "" then
            body = nil
        else
            headers["Content-Type"] = "application/json"
        end

        requests[#requests + 1] = wrk.format(method, path, headers, body)
    end
end

function request()
    place = place % #requests + 1
    return requests[place]
end

function response()
    answered = answered + 1
    if once and answered >= #requests then
        wrk.thread:stop()
    end
end

function done(summary, latency)
    local errors = summary.errors
    print(string.format(
        "result: %d %d %d %d %d",
        summary.requests,
        summary.duration,
        latency:percentile(50),
        latency:percentile(99),
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
