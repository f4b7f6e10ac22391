# Đúng Hạn: các lệnh thường dùng. «make» hoặc «make help» in danh sách.
.DEFAULT_GOAL := help
.PHONY: help run test check bench test-encoder lock samples clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tài liệu đo và máy giả lập nằm cạnh dự án, nếu có.
SHARED ?= ../shared

help: ## In danh sách lệnh
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(VENV)/core ## Cài đặt, nạp văn bản mẫu, trả lời một câu hỏi mẫu, mở trang hỏi đáp
	DUNGHAN_HOME="$(CURDIR)/.dunghan" $(BIN)/dunghan ingest samples/papers
	DUNGHAN_HOME="$(CURDIR)/.dunghan" $(BIN)/dunghan ask "Báo cáo cải cách hành chính hằng quý của các đơn vị phải gửi trước ngày nào?"
	DUNGHAN_HOME="$(CURDIR)/.dunghan" $(BIN)/dunghan serve --open

test: $(VENV)/test ## Cài đặt rồi chạy toàn bộ kiểm thử
	PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest -q

check: $(VENV)/test ## Kiểm tra trình bày, kiểu dữ liệu, ranh giới các phòng
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/test ## Đo chất lượng và tốc độ, ghi bench/results và bảng
	$(BIN)/python -m bench.run --shared "$(SHARED)"

test-encoder: $(VENV)-encoder/done ## Kiểm thử phần cần torch và sentence-transformers
	HF_HUB_OFFLINE=1 $(VENV)-encoder/bin/python -m pytest -q -m encoder

samples: $(VENV)/test ## Tạo lại các văn bản mẫu
	$(BIN)/python -m samples.make

lock: ## Ghi lại bản khóa phiên bản (cần uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" pyproject.toml -o requirements/core.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" --extra test pyproject.toml -o requirements/test.lock
	uv pip compile --universal --python-version 3.11 --no-emit-index-url --no-annotate --custom-compile-command "make lock" --extra test --extra encoder -c requirements/test.lock pyproject.toml | grep -vE '^(torch|triton|nvidia-|cuda-)' > requirements/encoder.lock

clean: ## Xóa môi trường và kho chạy thử
	rm -rf $(VENV) $(VENV)-encoder .dunghan

$(VENV)/core: requirements/core.lock pyproject.toml
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements/core.lock
	$(BIN)/pip install --quiet --no-deps -e .
	touch $@

$(VENV)/test: requirements/test.lock pyproject.toml
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements/test.lock
	$(BIN)/pip install --quiet --no-deps -e .
	touch $@

# torch trước và riêng: bản CPU hay CUDA là do nguồn gói của máy quyết định.
$(VENV)-encoder/done: requirements/encoder.lock pyproject.toml
	test -d $(VENV)-encoder || $(PYTHON) -m venv $(VENV)-encoder
	$(VENV)-encoder/bin/pip install --quiet torch==2.13.0
	$(VENV)-encoder/bin/pip install --quiet -r requirements/encoder.lock
	$(VENV)-encoder/bin/pip install --quiet --no-deps -e .
	touch $@
